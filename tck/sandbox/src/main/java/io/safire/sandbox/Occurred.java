package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every secret that a server has received or issued since it started. None of them may appear in a log. */
final class Occurred {

    private static final List<String> FORM = List.of(
            "code", "code_verifier", "client_assertion", "client_secret", "refresh_token", "token", "access_token");
    private static final List<String> JSON =
            List.of("access_token", "refresh_token", "id_token", "client_secret", "registration_access_token");

    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    Set<String> all() {
        return Set.copyOf(secrets);
    }

    void note(String secret) {
        if (!secret.isBlank()) {
            secrets.add(secret);
            if (secret.indexOf('.') > 0 && secret.startsWith("eyJ")) {
                // a log that contains only the signature of a JWT leaks it too
                note(secret.substring(secret.lastIndexOf('.') + 1));
            }
        }
    }

    void asked(Incoming request) {
        FORM.forEach(name -> request.form().getOrDefault(name, List.of()).forEach(this::note));
        String authorization = request.header("authorization");
        if (authorization.startsWith("Bearer ")) {
            note(authorization.substring(7));
        } else if (authorization.startsWith("Basic ")) {
            note(authorization.substring(6));
            basic(authorization.substring(6));
        }
        json(request.body());
    }

    void answered(Outgoing answer) {
        String location = answer.headers().getOrDefault("Location", "");
        int query = location.indexOf('?');
        if (query >= 0) {
            Incoming.decoded(location.substring(query + 1))
                    .getOrDefault("code", List.of())
                    .forEach(this::note);
        }
        json(answer.text());
    }

    private void basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), UTF_8);
            String secret = pair.substring(pair.indexOf(':') + 1);
            note(secret);
            note(Incoming.decode(secret));
        } catch (IllegalArgumentException | OAuthError notBase64) {
            note(encoded);
        }
    }

    private void json(String text) {
        if (!text.startsWith("{")) {
            return;
        }
        try (var reader = Json.createReader(new StringReader(text))) {
            JsonObject members = reader.readObject();
            for (String name : JSON) {
                JsonValue value = members.getOrDefault(name, JsonValue.NULL);
                if (value instanceof JsonString secret) {
                    note(secret.getString());
                }
            }
        } catch (JsonException notJson) {
            // the body is not JSON, so it contains no issued secret
        }
    }
}
