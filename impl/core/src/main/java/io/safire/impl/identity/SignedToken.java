package io.safire.impl.identity;

import io.safire.impl.config.ServerSettings;
import io.safire.impl.message.Message;
import io.safire.impl.transport.JsonDocument;
import io.safire.impl.transport.Printable;
import io.safire.impl.transport.UnreadableJsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A parsed ID token whose signature has not been verified. Its content must not be trusted before the verification. */
record SignedToken(String compact, JsonObject header, JsonObject claims) {

    private static final int MOST_CHARACTERS = 1 << 16;
    /** Unpadded base64url (RFC 7515), because decoders ignore or accept other characters. */
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]*");

    private static final Set<String> TYPES = Set.of("", "jwt", "jose");

    /**
     * Parses a token.
     *
     * @throws InvalidIdTokenException if the text is not a JWS with JSON objects as header and payload
     */
    static SignedToken read(ServerSettings settings, String compact) {
        if (compact.length() > MOST_CHARACTERS) {
            throw form(settings, "it exceeds 64 KiB");
        }
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            throw form(settings, parts.length == 5 ? "it is encrypted" : "it does not have three parts");
        }
        requireBase64Url(settings, "its signature", parts[2]);
        SignedToken token = new SignedToken(
                compact, object(settings, "its header", parts[0]), object(settings, "its payload", parts[1]));
        if (token.header.containsKey("crit")) {
            // a token with a critical header that is not understood must be rejected (RFC 7515, section 4.1.11)
            throw form(settings, "its header has crit");
        }
        if (!token.header.getOrDefault("b64", JsonValue.TRUE).equals(JsonValue.TRUE)) {
            // the payload of a JWT is always base64url-encoded (RFC 7797, section 7)
            throw form(settings, "its header has b64");
        }
        String type = token.text("typ").orElse("").toLowerCase(Locale.ROOT).replaceFirst("^application/", "");
        if (!TYPES.contains(type)) {
            throw form(settings, "its typ is that of another token type");
        }
        return token;
    }

    /**
     * Returns the signature algorithm in the header.
     *
     * @throws InvalidIdTokenException if the algorithm is not allowed
     */
    SignatureAlgorithm algorithm(ServerSettings settings) {
        String name = text("alg").orElse("");
        return SignatureAlgorithm.of(name)
                .orElseThrow(() -> new InvalidIdTokenException(
                        settings,
                        "alg is not allowed",
                        Message.ID_TOKEN_ALGORITHM,
                        name.isEmpty() ? "no alg" : Printable.of(name),
                        SignatureAlgorithm.list()));
    }

    /** Returns the {@code kid} in the header. */
    Optional<String> kid() {
        return text("kid");
    }

    @Override
    public String toString() {
        return "SignedToken[header=" + header.keySet() + ", claims=" + claims.keySet() + "]";
    }

    private Optional<String> text(String name) {
        return header.get(name) instanceof JsonString string ? Optional.of(string.getString()) : Optional.empty();
    }

    private static JsonObject object(ServerSettings settings, String part, String encoded) {
        requireBase64Url(settings, part, encoded);
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(encoded);
        } catch (IllegalArgumentException notEncoded) {
            throw form(settings, part + " is not base64url");
        }
        try {
            return JsonDocument.read(bytes);
        } catch (UnreadableJsonException unreadable) {
            throw form(settings, part + " is not a JSON object but " + unreadable.what());
        }
    }

    private static void requireBase64Url(ServerSettings settings, String part, String encoded) {
        if (!BASE64URL.matcher(encoded).matches()) {
            throw form(settings, part + " is not base64url");
        }
    }

    private static InvalidIdTokenException form(ServerSettings settings, String reason) {
        return new InvalidIdTokenException(settings, reason, Message.ID_TOKEN_FORM, reason);
    }
}
