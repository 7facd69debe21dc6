package io.safire.impl.credential;

import io.safire.impl.config.AssertionSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Signs client assertions. They are dated back by ten seconds, so that a server whose clock is a little behind does not see
 * one from the future, and end five minutes after that date at the latest.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html#request">SMART App Launch
 *     2.2.0, authentication JWT</a>
 */
public final class AssertionSigner {

    static final Duration BACKDATED = Duration.ofSeconds(10);

    private final AssertionSettings settings;
    private final Supplier<Instant> clock;

    /**
     * Makes a signer.
     *
     * @param clock the time at the server
     */
    public AssertionSigner(AssertionSettings settings, Supplier<Instant> clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Signs a new assertion with a new {@code jti}.
     *
     * @throws UnusableKeyException if the key does not sign
     */
    public String sign(String clientId, SigningKey key, String kid, String tokenEndpoint) {
        Instant issuedAt = clock.get().minus(BACKDATED);
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(clientId);
        claims.setSubject(clientId);
        claims.setAudience(settings.audience() == null ? tokenEndpoint : settings.audience());
        claims.setIssuedAt(NumericDate.fromSeconds(issuedAt.getEpochSecond()));
        claims.setExpirationTime(
                NumericDate.fromSeconds(issuedAt.plus(settings.lifetime()).getEpochSecond()));
        claims.setJwtId(UUID.randomUUID().toString());
        JsonWebSignature signature = new JsonWebSignature();
        signature.setHeader("typ", "JWT");
        signature.setAlgorithmHeaderValue(key.algorithm());
        signature.setKeyIdHeaderValue(kid);
        if (settings.jwksUrl() != null) {
            signature.setHeader("jku", settings.jwksUrl());
        }
        signature.setPayload(claims.toJson());
        signature.setKey(key.privateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException | RuntimeException unusable) {
            throw new UnusableKeyException("a key that does not sign with " + key.algorithm());
        }
    }
}
