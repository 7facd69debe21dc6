package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.http.InboundResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Deliberate defects in the search for the keys of an issuer. */
final class KeySourceBreakages {

    private static final AtomicReference<String> SMART_JWKS_URI = new AtomicReference<>("");

    private KeySourceBreakages() {}

    static List<Breakage> all() {
        return List.of(
                otherJwksUri(
                        "Keys are read from `jwks_uri` of the SMART configuration",
                        configuration -> SMART_JWKS_URI.get()),
                otherJwksUri(
                        "Keys are read from a URL below the issuer",
                        configuration -> configuration.getString("issuer") + "/jwks"));
    }

    /** Replaces {@code jwks_uri} in each {@code openid-configuration}. */
    private static Breakage otherJwksUri(String name, Function<JsonObject, String> jwksUri) {
        return Breakage.requests(
                        name,
                        (request, wire) -> {
                            InboundResponse response = wire.send(request);
                            String path = request.target().getPath();
                            if (path.endsWith("/smart-configuration") && response.isSuccess()) {
                                SMART_JWKS_URI.set(
                                        json(new String(response.body(), UTF_8)).getString("jwks_uri", ""));
                            }
                            return path.endsWith("/openid-configuration")
                                    ? ResponseBreakages.changed(response, text -> withJwksUri(json(text), jwksUri))
                                    : response;
                        },
                        "IdTokenKeysTest.loadsJwksByOpenidConfiguration")
                .breaks(218)
                .reportedAs("Expecting empty but was: [RecordedRequest[endpoint=JWKS");
    }

    private static String withJwksUri(JsonObject configuration, Function<JsonObject, String> jwksUri) {
        return Json.createObjectBuilder(configuration)
                .add("jwks_uri", jwksUri.apply(configuration))
                .build()
                .toString();
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
