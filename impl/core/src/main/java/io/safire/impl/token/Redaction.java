package io.safire.impl.token;

import io.safire.impl.transport.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Redaction of secrets in a response, at any depth, because some servers echo the request. Covers secrets that were sent and
 * secrets that were received.
 */
public final class Redaction {

    private static final int SHORTEST = 4;

    /** Members of a response whose values are secret. */
    private static final List<String> SECRET_MEMBERS =
            List.of("access_token", "refresh_token", "id_token", "client_secret", "registration_access_token");

    private final List<SecretSearch> secrets;

    public Redaction(Collection<String> secrets) {
        // mask the longest secret first, because it may contain a shorter one
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(SecretSearch::new)
                .toList();
    }

    /** Returns the names of the members for a message, with secrets redacted, because a server can use a secret as a name. */
    public static List<String> names(Collection<String> sent, JsonObject members) {
        Stream<String> received = SECRET_MEMBERS.stream()
                .filter(name -> members.get(name) instanceof JsonString)
                .map(members::getString);
        Redaction redaction =
                new Redaction(Stream.concat(sent.stream(), received).toList());
        return members.keySet().stream().map(redaction::of).toList();
    }

    public JsonObject of(JsonObject members) {
        JsonObjectBuilder clean = Json.object();
        members.forEach((name, value) -> clean.add(of(name), of(value)));
        return clean.build();
    }

    private JsonValue of(JsonValue value) {
        if (value instanceof JsonString string) {
            return Json.text(of(string.getString()));
        }
        if (value instanceof JsonArray array) {
            JsonArrayBuilder clean = Json.array();
            array.forEach(item -> clean.add(of(item)));
            return clean.build();
        }
        if (value instanceof JsonNumber number) {
            String text = number.toString();
            String clean = of(text);
            return clean.equals(text) ? value : Json.text(clean);
        }
        return value instanceof JsonObject object ? of(object) : value;
    }

    private String of(String text) {
        String clean = text;
        for (SecretSearch secret : secrets) {
            clean = secret.masked(clean);
        }
        return clean;
    }
}
