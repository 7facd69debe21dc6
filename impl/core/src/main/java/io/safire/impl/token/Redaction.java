package io.safire.impl.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.impl.transport.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Takes out of an error, at any depth, what was sent as a secret: some servers repeat the request in their answer. */
public final class Redaction {

    private static final int SHORTEST = 4;

    private final List<String> secrets;

    public Redaction(Collection<String> secrets) {
        // as they are and as they stood in the form; the longest first, since one may be part of another
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .flatMap(secret -> Stream.of(secret, URLEncoder.encode(secret, UTF_8)))
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
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
        return value instanceof JsonObject object ? of(object) : value;
    }

    private String of(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }
}
