package io.safire.impl.credential;

import io.safire.impl.config.AssertionSettings;
import io.safire.impl.transport.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

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
        JsonObjectBuilder header =
                Json.object().add("typ", "JWT").add("alg", key.algorithm()).add("kid", kid);
        if (settings.jwksUrl() != null) {
            header.add("jku", settings.jwksUrl());
        }
        JsonObjectBuilder claims = Json.object()
                .add("iss", clientId)
                .add("sub", clientId)
                .add("aud", settings.audience() == null ? tokenEndpoint : settings.audience())
                .add("iat", issuedAt.getEpochSecond())
                .add("exp", issuedAt.plus(settings.lifetime()).getEpochSecond())
                .add("jti", UUID.randomUUID().toString());
        return CompactJws.of(header.build().toString(), claims.build().toString(), key);
    }
}
