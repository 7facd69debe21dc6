package io.safire.impl.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.impl.transport.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Takes out of a response, at any depth, what was sent or received as a secret: some servers repeat the request. */
public final class Redaction {

    private static final int SHORTEST = 4;
    private static final String MASK = "***";

    /** Members of a response whose values are secret. */
    private static final List<String> SECRET_MEMBERS =
            List.of("access_token", "refresh_token", "id_token", "client_secret", "registration_access_token");

    private final List<String> secrets;

    public Redaction(Collection<String> secrets) {
        // the longest first, since one may be part of another
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** Returns the names of the members, which a message may list. A server can use a secret as a name. */
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
        return value instanceof JsonObject object ? of(object) : value;
    }

    private String of(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = withoutEncoded(clean.replace(secret, MASK), secret);
        }
        return clean;
    }

    /** Servers repeat a form as it was sent, or encoded by other rules: each character may be in any form. */
    private static String withoutEncoded(String text, String secret) {
        StringBuilder clean = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = end(text, at, secret);
            clean.append(end < 0 ? text.substring(at, at + 1) : MASK);
            at = end < 0 ? at + 1 : end;
        }
        return clean.toString();
    }

    /** Returns where the secret ends that begins at an index; negative if it does not begin there. */
    private static int end(String text, int start, String secret) {
        int at = start;
        for (int index = 0; index < secret.length() && at >= 0; ) {
            int codePoint = secret.codePointAt(index);
            at = afterCharacter(text, at, codePoint);
            index += Character.charCount(codePoint);
        }
        return at;
    }

    private static int afterCharacter(String text, int at, int codePoint) {
        if (text.startsWith("%", at)) {
            String encoded = encoded(codePoint);
            if (text.regionMatches(true, at, encoded, 0, encoded.length())) {
                return at + encoded.length();
            }
        }
        boolean same = at < text.length() && text.codePointAt(at) == codePoint;
        boolean space = codePoint == ' ' && text.startsWith("+", at);
        return same || space ? at + Character.charCount(codePoint) : -1;
    }

    private static String encoded(int codePoint) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : Character.toString(codePoint).getBytes(UTF_8)) {
            encoded.append(String.format(Locale.ROOT, "%%%02x", octet));
        }
        return encoded.toString();
    }
}
