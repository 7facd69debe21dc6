package io.safire.internal.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.safire.internal.authentication.ClientIdentity.AssertionIssuer;
import io.safire.internal.config.AssertionSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.key.UnusableKeyException;
import io.safire.internal.text.JsonValues;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signer of the JWT client assertions for {@code private_key_jwt}. The claim {@code iat} is ten seconds in the past.
 * Otherwise, a server whose clock is slightly behind would reject the assertion as issued in the future. The claim
 * {@code exp} is at most five minutes after {@code iat}.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html#request">SMART App Launch
 *     2.2.0, authentication JWT</a>
 */
public final class ClientAssertionSigner {

    static final Duration ISSUED_AT_OFFSET = Duration.ofSeconds(10);
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final AssertionSettings settings;
    private final Supplier<Instant> clock;

    /**
     * @param clock the supplier of the current time of the server
     */
    public ClientAssertionSigner(AssertionSettings settings, Supplier<Instant> clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The assertion has a new random {@code jti}.
     *
     * @throws UnusableKeyException if signing with the key fails
     */
    String sign(AssertionIssuer issuer, SigningKey key, String audience) {
        String clientId = requireNonNull(issuer.clientId());
        Instant issuedAt = clock.get().minus(ISSUED_AT_OFFSET);
        JsonObjectBuilder header = JsonValues.object()
                .add("typ", "JWT")
                .add("alg", key.algorithm())
                .add("kid", key.kid());
        if (issuer.jku() != null) {
            header.add("jku", issuer.jku());
        }
        if (settings.sendX5t()) {
            header.add("x5t", requireNonNull(key.x5t()));
        }
        JsonObjectBuilder claims = JsonValues.object()
                .add("iss", clientId)
                .add("sub", clientId)
                .add("aud", audience)
                .add("iat", issuedAt.getEpochSecond())
                .add("exp", issuedAt.plus(settings.lifetime()).getEpochSecond())
                .add("jti", UUID.randomUUID().toString());
        return sign(header.build(), claims.build(), key);
    }

    /**
     * Checks that the certificate of a key is known if assertions contain its thumbprint.
     *
     * @param remedy the way to add the certificate, as an imperative
     * @throws UnusableKeyException if it is unknown
     */
    static void requireCertificate(AssertionSettings settings, @Nullable String x5t, String remedy) {
        if (settings.sendX5t() && x5t == null) {
            throw new UnusableKeyException(
                    "a key without its certificate, which " + Setting.SEND_X5T.key() + " requires; " + remedy);
        }
    }

    /**
     * Creates a JWS (RFC 7515, section 7.1). The JDK encodes the three parts, because the encoder of jose4j allocates a
     * buffer of 8 KiB for each part.
     */
    static String sign(JsonObject header, JsonObject claims, SigningKey key) {
        String content = encode(header.toString().getBytes(UTF_8)) + "."
                + encode(claims.toString().getBytes(UTF_8));
        try {
            return content + "." + encode(key.signer().sign(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException unusable) {
            throw new UnusableKeyException("a key that cannot sign with " + key.algorithm());
        }
    }

    private static String encode(byte[] bytes) {
        return BASE64URL.encodeToString(bytes);
    }
}
