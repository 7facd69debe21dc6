package io.safire.impl.token;

import io.safire.impl.transport.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.List;

/** Takes out of an error what was sent as a secret, since some servers repeat the request in their answer. */
final class Redaction {

    private static final int SHORTEST = 4;

    private final List<String> secrets;

    Redaction(Collection<String> secrets) {
        this.secrets =
                secrets.stream().filter(secret -> secret.length() >= SHORTEST).toList();
    }

    JsonObject of(JsonObject members) {
        JsonObjectBuilder clean = Json.object();
        members.forEach((name, value) -> {
            if (value instanceof JsonString string) {
                clean.add(name, of(string.getString()));
            } else {
                clean.add(name, value);
            }
        });
        return clean.build();
    }

    private String of(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }
}
