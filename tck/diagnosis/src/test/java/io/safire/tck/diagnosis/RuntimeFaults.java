package io.safire.tck.diagnosis;

import static io.safire.tck.diagnosis.Fault.Evidence.ERROR;
import static io.safire.tck.diagnosis.Fault.Evidence.OUTSIDE;
import static io.safire.tck.diagnosis.SetUp.BACKEND;
import static io.safire.tck.diagnosis.SetUp.PUBLIC;

import io.safire.SmartClient;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.SmartException;
import io.safire.registration.ClientMetadata;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.token.TokenResponse;
import java.util.List;

/** Faults of stores, of the runtime, and of further endpoints. */
final class RuntimeFaults {

    private RuntimeFaults() {}

    static List<Fault> all() {
        Faults faults = new Faults("R", Step.RUNTIME);
        faults.add(
                        "the circuit breaker is open",
                        BACKEND,
                        Flow.of("token request", RuntimeFaults::openCircuit),
                        ERROR,
                        "circuit-breaker.failures",
                        "circuit",
                        situation -> situation
                                .set("circuit-breaker.failures", "1")
                                .set("circuit-breaker.delay", "PT1H")
                                .always(Endpoint.TOKEN, ScriptedResponse.drop()))
                .add(
                        "a setting requires a module that is missing",
                        BACKEND,
                        Flow.START,
                        OUTSIDE,
                        "",
                        "safire-brands",
                        situation -> situation.set("brand-bundle-limit", "64"))
                .add(
                        "the user has signed out",
                        PUBLIC,
                        Flow.of("refresh", RuntimeFaults::useRemovedTokens),
                        ERROR,
                        "",
                        "no tokens",
                        situation -> {})
                .add(
                        "the server has no registration endpoint",
                        PUBLIC,
                        Flow.of("registration", (client, situation) -> client.registration()
                                .register(ClientMetadata.builder()
                                        .clientName("Growth chart")
                                        .build())
                                .findings()),
                        ERROR,
                        "registration-endpoint",
                        "registration_endpoint",
                        situation -> situation.metadata("{'registration_endpoint':null}"))
                .add(
                        "the server has no introspection endpoint",
                        BACKEND,
                        Flow.of("introspection", (client, situation) -> {
                            client.tokens().introspect(client.accessToken());
                            return List.of();
                        }),
                        ERROR,
                        "introspection-endpoint",
                        "introspection_endpoint",
                        situation -> situation.metadata("{'introspection_endpoint':null}"));
        return faults.list();
    }

    private static List<Finding> openCircuit(SmartClient client, Situation situation) {
        try {
            client.requestToken();
        } catch (SmartException expected) {
            // opens the circuit breaker
        }
        return client.requestToken().findings();
    }

    private static List<Finding> useRemovedTokens(SmartClient client, Situation situation) {
        TokenResponse tokens = Flow.launch(client, situation);
        var stored = client.userTokens().store("session-4711", tokens);
        client.userTokens().remove("session-4711");
        stored.accessToken();
        return List.of();
    }
}
