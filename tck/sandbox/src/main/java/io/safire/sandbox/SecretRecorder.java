package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A set of all secrets that a server has received or issued since the server started. The recorded secrets must not
 * appear in any log.
 */
final class SecretRecorder {

    private static final List<String> FORM_PARAMETERS = List.of(
            "code",
            "id_token_hint",
            "code_verifier",
            "client_assertion",
            "client_secret",
            "refresh_token",
            "token",
            "access_token");
    private static final List<String> JSON_MEMBERS =
            List.of("access_token", "refresh_token", "id_token", "client_secret", "registration_access_token");

    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    Set<String> all() {
        return Set.copyOf(secrets);
    }

    void add(String secret) {
        if (!secret.isBlank()) {
            secrets.add(secret);
            if (secret.indexOf('.') > 0 && secret.startsWith("eyJ")) {
                // a log that contains only the signature of a JWT leaks the JWT too
                add(secret.substring(secret.lastIndexOf('.') + 1));
            }
        }
    }

    void recordRequest(IncomingRequest request) {
        FORM_PARAMETERS.forEach(
                name -> request.form().getOrDefault(name, List.of()).forEach(this::add));
        String authorization = request.header("authorization");
        if (authorization.startsWith("Bearer ")) {
            add(authorization.substring(7));
        } else if (authorization.startsWith("Basic ")) {
            add(authorization.substring(6));
            recordBasicCredentials(authorization.substring(6));
        }
        recordJson(request.body());
    }

    void recordResponse(OutgoingResponse response) {
        String location = response.headers().getOrDefault("Location", "");
        int query = location.indexOf('?');
        if (query >= 0) {
            IncomingRequest.decodeForm(location.substring(query + 1))
                    .getOrDefault("code", List.of())
                    .forEach(this::add);
        }
        recordJson(response.text());
    }

    private void recordBasicCredentials(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), UTF_8);
            String secret = pair.substring(pair.indexOf(':') + 1);
            add(secret);
            add(IncomingRequest.decode(secret));
        } catch (IllegalArgumentException | OAuthErrorException notBase64) {
            add(encoded);
        }
    }

    private void recordJson(String text) {
        if (!text.startsWith("{")) {
            return;
        }
        try (var reader = SandboxJson.createReader(new StringReader(text))) {
            JsonObject members = reader.readObject();
            for (String name : JSON_MEMBERS) {
                JsonValue value = members.getOrDefault(name, JsonValue.NULL);
                if (value instanceof JsonString secret) {
                    add(secret.getString());
                }
            }
        } catch (JsonException notJson) {
            // the body is not JSON, so it contains no issued secret
        }
    }
}
