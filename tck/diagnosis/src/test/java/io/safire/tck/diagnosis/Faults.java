package io.safire.tck.diagnosis;

import io.safire.diagnosis.Step;
import io.safire.tck.diagnosis.Fault.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A list of faults with ascending identifiers. */
final class Faults {

    private final String prefix;
    private final Step step;
    private final List<Fault> list = new ArrayList<>();

    Faults(String prefix, Step step) {
        this.prefix = prefix;
        this.step = step;
    }

    Faults add(
            String title,
            SetUp setUp,
            Flow flow,
            Evidence evidence,
            String keys,
            String words,
            Consumer<Situation> seed) {
        String id = prefix + (list.size() < 9 ? "0" : "") + (list.size() + 1);
        list.add(new Fault(id, step, title, setUp, seed, flow, evidence, Cause.of(keys, words)));
        return this;
    }

    List<Fault> list() {
        return List.copyOf(list);
    }

    /** Returns all single faults. */
    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(GuideFaults.all());
        all.addAll(ConfigurationFaults.all());
        all.addAll(KeyFaults.all());
        all.addAll(NetworkFaults.all());
        all.addAll(DiscoveryFaults.all());
        all.addAll(AuthorizationFaults.all());
        all.addAll(TokenFaults.all());
        all.addAll(IdentityFaults.all());
        all.addAll(FhirFaults.all());
        all.addAll(RuntimeFaults.all());
        return all;
    }
}
