package io.safire.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.key.UnusableKeyException.Part;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.StrictJsonReader;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Reader of JWKs and JWK sets. */
final class JwkReader {

    private JwkReader() {}

    static boolean isJson(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }

    /**
     * Reads a JWK, or selects a JWK of a set.
     *
     * @param kid the {@code kid} that selects a JWK of a set; null if it is not set
     * @param requiresPrivateKey true if a public key is not sufficient
     * @throws UnusableKeyException if no JWK or more than one JWK matches
     */
    static PublicJsonWebKey read(String json, @Nullable String kid, boolean requiresPrivateKey) {
        JsonObject document = parse(json.startsWith("[") ? "{\"keys\":" + json + "}" : json);
        JsonObject selected =
                document.get("keys") instanceof JsonArray keys ? select(keys, kid, requiresPrivateKey) : document;
        JsonWebKey jwk = create(selected);
        if (jwk instanceof PublicJsonWebKey pair) {
            return pair;
        }
        throw new UnusableKeyException("a JWK of kty " + jwk.getKeyType() + ", which has no public key");
    }

    private static JsonWebKey create(JsonObject jwk) {
        try {
            return JsonWebKey.Factory.newJwk(jwk.toString());
        } catch (JoseException | RuntimeException damaged) {
            throw new UnusableKeyException(
                    "a damaged JWK" + (kid(jwk).isEmpty() ? "" : " (kid " + shown(kid(jwk)) + ")"));
        }
    }

    /** Some configuration sources escape the quotes and line breaks of the JSON. */
    private static JsonObject parse(String json) {
        try {
            return StrictJsonReader.read(json.getBytes(UTF_8));
        } catch (InvalidJsonException perhapsEscaped) {
            return parseEscaped(json.replaceAll("\\\\+[rn]", "\n").replaceAll("\\\\+\"", "\""));
        }
    }

    private static JsonObject parseEscaped(String json) {
        try {
            return StrictJsonReader.read(json.getBytes(UTF_8));
        } catch (InvalidJsonException malformed) {
            throw new UnusableKeyException("neither PEM nor a JWK");
        }
    }

    private static JsonObject select(JsonArray keys, @Nullable String kid, boolean requiresPrivateKey) {
        List<JsonObject> candidates = keys.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(jwk -> !JsonValues.string(jwk, "use").orElse("sig").equals("enc"))
                .filter(jwk -> !requiresPrivateKey || jwk.containsKey("d"))
                .toList();
        String kind = requiresPrivateKey ? "private key" : "key";
        if (candidates.isEmpty()) {
            throw new UnusableKeyException("a JWK set without a " + kind + " for signatures");
        }
        List<JsonObject> selected = candidates.stream()
                .filter(jwk -> kid == null || kid(jwk).equals(kid) || candidates.size() == 1 && kid(jwk).isEmpty())
                .toList();
        if (selected.size() == 1) {
            return selected.get(0);
        }
        String kids = candidates.stream().map(JwkReader::kid).collect(Collectors.joining(", "));
        throw new UnusableKeyException(
                Part.KID, "a JWK set in which kid must select one " + kind + " (kid: " + shown(kids) + ")");
    }

    private static String shown(String kids) {
        return LogSanitizer.sanitize(kids);
    }

    private static String kid(JsonObject jwk) {
        return JsonValues.text(jwk, "kid").orElse("");
    }
}
