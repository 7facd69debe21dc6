package io.safire.broken;

import io.safire.internal.http.OutboundRequest;
import java.util.List;
import java.util.function.UnaryOperator;

/** Deliberate defects in the request for the SMART configuration. */
final class DiscoveryBreakages {

    private static final String PATH = "/.well-known/smart-configuration";

    private DiscoveryBreakages() {}

    static List<Breakage> all() {
        return List.of(
                discoveryRequest(
                                "SMART configuration is requested with POST",
                                request -> OutboundRequest.postJson(request.target(), null, "{}"),
                                "DiscoveryTest.discoversTokenEndpointBelowFhirBase")
                        .breaks(29)
                        .reportedAs("but was: \"POST\""),
                discoveryRequest(
                                "SMART configuration is requested at the origin of the FHIR base URL",
                                request -> request.withTarget(request.target().resolve(PATH)),
                                "DiscoveryTest.readsConfigurationOfDeepBaseUrl")
                        .breaks(29)
                        .reportedAs("Expected size: 1 but was: 0"));
    }

    private static Breakage discoveryRequest(String name, UnaryOperator<OutboundRequest> change, String... caughtBy) {
        return Breakage.requests(
                name,
                (request, wire) ->
                        wire.send(request.target().getPath().endsWith(PATH) ? change.apply(request) : request),
                caughtBy);
    }
}
