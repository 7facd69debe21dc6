package io.safire.internal.identity;

import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.key.SignatureAlgorithm;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.StrictJsonReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A parsed ID token. Its content must not be trusted until the signature has been verified. */
record UnverifiedIdToken(String compact, JsonObject header, JsonObject claims) {

    private static final int MAX_CHARACTERS = 1 << 16;
    /** Unpadded base64url (RFC 7515). The pattern is necessary, because decoders accept other characters too. */
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]*");

    private static final Set<String> TYPES = Set.of("", "jwt", "jose");

    /**
     * @throws ValidationException if the text is not a JWS with JSON objects as header and payload
     */
    static UnverifiedIdToken parse(ServerSettings settings, String compact) {
        if (compact.length() > MAX_CHARACTERS) {
            throw malformed(settings, "it exceeds 64 KiB");
        }
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            throw malformed(settings, parts.length == 5 ? "it is encrypted" : "it does not have three parts");
        }
        requireBase64Url(settings, "its signature", parts[2]);
        UnverifiedIdToken token = new UnverifiedIdToken(
                compact, decodePart(settings, "its header", parts[0]), decodePart(settings, "its payload", parts[1]));
        if (token.header.containsKey("crit")) {
            // a token with a critical header that is not understood must be rejected (RFC 7515, section 4.1.11)
            throw malformed(settings, "its header has crit");
        }
        if (!token.header.getOrDefault("b64", JsonValue.TRUE).equals(JsonValue.TRUE)) {
            // the payload of a JWT is always base64url-encoded (RFC 7797, section 7)
            throw malformed(settings, "its header has b64");
        }
        String type = JsonValues.string(token.header, "typ")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^application/", "");
        if (!TYPES.contains(type)) {
            throw malformed(settings, "its typ is that of another token type");
        }
        return token;
    }

    SignatureAlgorithm algorithm(ServerSettings settings) {
        String name = JsonValues.string(header, "alg").orElse("");
        return SignatureAlgorithm.find(name)
                .orElseThrow(() -> InvalidIdToken.exception(
                        settings,
                        "alg is not allowed",
                        Message.ID_TOKEN_ALGORITHM,
                        name.isEmpty() ? "no alg" : LogSanitizer.sanitize(name),
                        String.join(", ", SignatureAlgorithm.names())));
    }

    Optional<String> kid() {
        return JsonValues.string(header, "kid");
    }

    @Override
    public String toString() {
        return "UnverifiedIdToken[header=" + header.keySet() + ", claims=" + claims.keySet() + "]";
    }

    private static JsonObject decodePart(ServerSettings settings, String part, String encoded) {
        requireBase64Url(settings, part, encoded);
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(encoded);
        } catch (IllegalArgumentException notEncoded) {
            throw malformed(settings, part + " is not base64url");
        }
        try {
            return StrictJsonReader.read(bytes);
        } catch (InvalidJsonException unreadable) {
            throw malformed(settings, part + " is not a JSON object but " + LogSanitizer.sanitize(unreadable.reason()));
        }
    }

    private static void requireBase64Url(ServerSettings settings, String part, String encoded) {
        if (!BASE64URL.matcher(encoded).matches()) {
            throw malformed(settings, part + " is not base64url");
        }
    }

    private static ValidationException malformed(ServerSettings settings, String reason) {
        return InvalidIdToken.exception(settings, reason, Message.ID_TOKEN_FORM, reason);
    }
}
