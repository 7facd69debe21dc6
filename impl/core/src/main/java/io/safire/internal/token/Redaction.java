package io.safire.internal.token;

import io.safire.internal.text.JsonValues;
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
 * A redaction of secrets in a response, at any depth. The redaction covers received and sent secrets, because some
 * servers repeat the request in the response.
 */
public final class Redaction {

    private static final int MIN_SECRET_LENGTH = 4;

    /** The members of a response whose values are secret. */
    private static final List<String> SECRET_MEMBERS =
            List.of("access_token", "refresh_token", "id_token", "client_secret", "registration_access_token");

    private final List<SecretMasker> secrets;

    public Redaction(Collection<String> secrets) {
        // mask the longest secret first, because it may contain a shorter one
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= MIN_SECRET_LENGTH)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(SecretMasker::new)
                .toList();
    }

    /** Redacts the names for a message, because a server may use a secret as a member name. */
    public static List<String> redactedNames(Collection<String> sent, JsonObject members) {
        return members.keySet().stream().map(of(sent, members)::redact).toList();
    }

    static Redaction of(Collection<String> sent, JsonObject members) {
        Stream<String> received = SECRET_MEMBERS.stream()
                .filter(name -> members.get(name) instanceof JsonString)
                .map(members::getString);
        return new Redaction(Stream.concat(sent.stream(), received).toList());
    }

    public JsonObject redact(JsonObject members) {
        JsonObjectBuilder clean = JsonValues.object();
        members.forEach((name, value) -> clean.add(redact(name), redact(value)));
        return clean.build();
    }

    private JsonValue redact(JsonValue value) {
        if (value instanceof JsonString string) {
            return JsonValues.text(redact(string.getString()));
        }
        if (value instanceof JsonArray array) {
            JsonArrayBuilder clean = JsonValues.array();
            array.forEach(item -> clean.add(redact(item)));
            return clean.build();
        }
        if (value instanceof JsonNumber number) {
            String text = number.toString();
            String clean = redact(text);
            return clean.equals(text) ? value : JsonValues.text(clean);
        }
        return value instanceof JsonObject object ? redact(object) : value;
    }

    public String redact(String text) {
        String clean = text;
        for (SecretMasker secret : secrets) {
            clean = secret.mask(clean);
        }
        return clean;
    }
}
