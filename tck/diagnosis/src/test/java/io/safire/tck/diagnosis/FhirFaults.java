package io.safire.tck.diagnosis;

import static io.safire.tck.diagnosis.Fault.Evidence.TOKEN;
import static io.safire.tck.diagnosis.SetUp.BACKEND;

import io.safire.diagnosis.Step;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.ScriptedResponse;
import java.util.List;

/** Faults of requests to the FHIR server. */
final class FhirFaults {

    private FhirFaults() {}

    static List<Fault> all() {
        return new Faults("F", Step.FHIR)
                .add(
                        "the FHIR server rejects the new access token",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "base-url",
                        "401|just issued",
                        situation -> situation.always(Endpoint.FHIR, ScriptedResponse.status(401)))
                .list();
    }
}
