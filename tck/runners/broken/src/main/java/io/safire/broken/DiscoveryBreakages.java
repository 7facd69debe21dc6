package io.safire.broken;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
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
                        .breaks(29, 227)
                        .reportedAs("but was: \"POST\""),
                Breakage.requests(
                                "SMART configuration is requested without `Accept: application/json`",
                                (request, wire) -> request.target().getPath().endsWith(PATH)
                                        ? requestAnyType(request.target())
                                        : wire.send(request),
                                "DiscoveryTest.discoversTokenEndpointBelowFhirBase")
                        .breaks(227)
                        .reportedAs("Expecting actual: \"*/*\" to contain"),
                discoveryRequest(
                                "SMART configuration is requested at the origin of the FHIR base URL",
                                request -> request.withTarget(request.target().resolve(PATH)),
                                "DiscoveryTest.readsConfigurationOfDeepBaseUrl")
                        .breaks(29, 227)
                        .reportedAs("Expected size: 1 but was: 0"));
    }

    private static Breakage discoveryRequest(String name, UnaryOperator<OutboundRequest> change, String... caughtBy) {
        return Breakage.requests(
                name,
                (request, wire) ->
                        wire.send(request.target().getPath().endsWith(PATH) ? change.apply(request) : request),
                caughtBy);
    }

    private static InboundResponse requestAnyType(URI target) {
        HttpRequest request =
                HttpRequest.newBuilder(target).header("Accept", "*/*").build();
        try {
            HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
            Map<String, String> headers = Map.of("content-type", "application/json");
            return new InboundResponse(target, response.statusCode(), headers, response.body());
        } catch (IOException unreachable) {
            throw new IllegalStateException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
