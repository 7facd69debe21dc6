package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;

/** Deliberate defects in the interpretation of the SMART configuration. */
final class MetadataBreakages {

    private MetadataBreakages() {}

    static List<Breakage> all() {
        return List.of(Breakage.requests(
                        "Relative endpoints are resolved against the URL of the SMART configuration",
                        MetadataBreakages::resolveAgainstDocument,
                        "EndpointDiscoveryTest.resolvesRelativeEndpointsAgainstFhirBase",
                        "EndpointDiscoveryTest.resolvesRelativeEndpointsAgainstDeeperBase")
                .breaks(379)
                .reportedAs("to contain exactly (and in same order): [http://localhost:"));
    }

    private static InboundResponse resolveAgainstDocument(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        if (!request.target().getPath().endsWith("/smart-configuration")) {
            return response;
        }
        JsonObjectBuilder resolved = Json.createObjectBuilder();
        AssertionBreakages.parseObject(new String(response.body(), UTF_8)).forEach((name, value) -> {
            JsonValue endpoint = name.endsWith("_endpoint") && value instanceof JsonString text
                    ? Json.createValue(
                            request.target().resolve(text.getString()).toString())
                    : value;
            resolved.add(name, endpoint);
        });
        return new InboundResponse(
                response.uri(),
                response.status(),
                response.headers(),
                resolved.build().toString().getBytes(UTF_8));
    }
}
