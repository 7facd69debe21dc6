package io.safire.minimal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.authentication.JwsSigner;
import io.safire.error.ConfigurationException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A key that signs client assertions (RFC 7523).
 *
 * @param algorithm {@code RS384} or {@code ES384}
 */
record AssertionKey(MinimalSettings settings, String kid, String algorithm, JwsSigner signer) {

    private static final int LIFETIME_SECONDS = 240;
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    /** Returns a new client assertion in compact serialization. */
    String sign(String clientId, URI audience) {
        JsonObject header = Json.createObjectBuilder()
                .add("typ", "JWT")
                .add("alg", algorithm)
                .add("kid", kid)
                .build();
        long now = Instant.now().getEpochSecond();
        JsonObject claims = Json.createObjectBuilder()
                .add("iss", clientId)
                .add("sub", clientId)
                .add("aud", audience.toString())
                .add("exp", now + LIFETIME_SECONDS)
                .add("iat", now)
                .add("jti", UUID.randomUUID().toString())
                .build();
        String input = encode(header) + "." + encode(claims);
        return input + "." + BASE64_URL.encodeToString(signature(input.getBytes(UTF_8)));
    }

    private static String encode(JsonObject part) {
        return BASE64_URL.encodeToString(part.toString().getBytes(UTF_8));
    }

    private byte[] signature(byte[] input) {
        try {
            byte[] signature = signer.sign(input);
            return algorithm.equals("ES384") ? EcdsaSignature.concatenated(signature) : signature;
        } catch (GeneralSecurityException | RuntimeException failed) {
            ConfigurationException failure = settings.unusable(
                    "private_key", "signing failed with " + failed.getClass().getName());
            failure.initCause(withoutMessage(failed));
            throw failure;
        }
    }

    /** The message of the exception may contain a secret. */
    private static Throwable withoutMessage(Exception failed) {
        Throwable cause = new GeneralSecurityException(failed.getClass().getName());
        cause.setStackTrace(failed.getStackTrace());
        return cause;
    }
}
