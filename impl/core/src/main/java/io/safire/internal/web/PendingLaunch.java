package io.safire.internal.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.event.LaunchId;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.StrictJsonReader;
import io.safire.launch.AuthorizationRequest;
import io.safire.web.LocalPath;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A launch whose authorization response is pending.
 *
 * @param returnTo the path to which the application redirects the user after the launch; null if the path is not set
 */
record PendingLaunch(
        AuthorizationRequest request,
        Instant expiresAt,
        @Nullable LocalPath returnTo) {

    private static final String LAUNCH = "launch";

    /** Parameters that are not needed after the authorization request. */
    private static final Set<String> OMITTED_PARAMETERS =
            Set.of("response_type", "code_challenge", "code_challenge_method");

    private static final String SERVER = "server";
    private static final String ENDPOINT = "endpoint";
    private static final String PARAMETERS = "parameters";
    private static final String VERIFIER = "code_verifier";
    private static final String EXPIRES_AT = "expires_at";
    private static final String RETURN_TO = "return_to";

    String id() {
        return LaunchId.of(request.state());
    }

    String server() {
        return request.server();
    }

    String state() {
        return request.state();
    }

    /** The cookie contains this JSON in encrypted form. */
    String toJson() {
        JsonObjectBuilder parameters = JsonValues.object();
        request.parameters().forEach((name, value) -> {
            if (name.equals(LAUNCH)) {
                // only its presence is needed, and the value of some EHRs is very long
                parameters.add(name, "");
            } else if (!OMITTED_PARAMETERS.contains(name)) {
                parameters.add(name, value);
            }
        });
        JsonObjectBuilder json = JsonValues.object()
                .add(SERVER, server())
                .add(ENDPOINT, request.endpoint().toString())
                .add(PARAMETERS, parameters)
                .add(VERIFIER, request.codeVerifier())
                .add(EXPIRES_AT, expiresAt.toEpochMilli());
        if (returnTo != null) {
            json.add(RETURN_TO, returnTo.value());
        }
        return json.build().toString();
    }

    /** The result is empty if another version of the library created the text in a different format. */
    static Optional<PendingLaunch> fromJson(String text) {
        try {
            JsonObject json = StrictJsonReader.read(text.getBytes(UTF_8));
            JsonObject stored = json.getJsonObject(PARAMETERS);
            Map<String, String> parameters = new LinkedHashMap<>();
            stored.keySet().forEach(name -> parameters.put(name, stored.getString(name)));
            AuthorizationRequest request = new AuthorizationRequest(
                    json.getString(SERVER), URI.create(json.getString(ENDPOINT)), parameters, json.getString(VERIFIER));
            return Optional.of(new PendingLaunch(
                    request,
                    Instant.ofEpochMilli(json.getJsonNumber(EXPIRES_AT).longValueExact()),
                    json.containsKey(RETURN_TO) ? LocalPath.of(json.getString(RETURN_TO)) : null));
        } catch (RuntimeException otherFormat) {
            return Optional.empty();
        }
    }

    /** Omits the path to which the user returns, because it may identify the patient. */
    @Override
    public String toString() {
        return "PendingLaunch[request=" + request + ", expiresAt=" + expiresAt + "]";
    }
}
