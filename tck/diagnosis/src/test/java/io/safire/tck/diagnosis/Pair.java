package io.safire.tck.diagnosis;

import static io.safire.tck.diagnosis.Fault.Evidence.OUTSIDE;
import static io.safire.tck.diagnosis.Fault.Evidence.TOKEN;
import static io.safire.tck.diagnosis.SetUp.BACKEND;
import static io.safire.tck.diagnosis.SetUp.PUBLIC;
import static io.safire.tck.diagnosis.SetUp.SECRET;

import io.safire.tck.diagnosis.Fault.Evidence;
import java.util.List;

/** Two faults of one client, which the diagnosis must both name. */
record Pair(String first, String second, SetUp setUp, Flow flow, Evidence evidence) {

    static List<Pair> all() {
        return List.of(
                new Pair("C06", "K09", BACKEND, Flow.TOKEN, TOKEN),
                new Pair("K09", "G10", BACKEND, Flow.TOKEN, TOKEN),
                new Pair("G08", "G10", BACKEND, Flow.TOKEN, TOKEN),
                new Pair("K13", "D09", BACKEND, Flow.TOKEN, TOKEN),
                new Pair("K08", "K09", BACKEND, Flow.TOKEN, TOKEN),
                new Pair("C16", "G10", BACKEND, Flow.TOKEN, TOKEN),
                new Pair("C19", "K12", BACKEND, Flow.TOKEN, TOKEN),
                new Pair("K14", "D09", BACKEND, Flow.TOKEN, TOKEN),
                new Pair("D10", "G10", BACKEND, Flow.TOKEN, TOKEN),
                new Pair("D03", "G10", BACKEND, Flow.TOKEN, TOKEN),
                new Pair("C01", "C04", BACKEND, Flow.START, OUTSIDE),
                new Pair("C14", "C13", SECRET, Flow.START, OUTSIDE),
                new Pair("N08", "C06", BACKEND, Flow.TOKEN, OUTSIDE),
                new Pair("G11", "C06", BACKEND, Flow.DISCOVERY, OUTSIDE),
                new Pair("G12", "K11", BACKEND, Flow.DISCOVERY, OUTSIDE),
                new Pair("N05", "K12", BACKEND, Flow.DISCOVERY, OUTSIDE),
                new Pair("G04", "C09", SECRET, Flow.LAUNCH, OUTSIDE),
                new Pair("C10", "D08", SECRET, Flow.AUTHORIZE, OUTSIDE),
                new Pair("D02", "C10", SECRET, Flow.LAUNCH, OUTSIDE),
                new Pair("C07", "D07", PUBLIC, Flow.LAUNCH, OUTSIDE));
    }
}
