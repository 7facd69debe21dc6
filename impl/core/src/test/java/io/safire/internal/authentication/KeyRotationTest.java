package io.safire.internal.authentication;

import static io.safire.internal.authentication.ClientKeysFixture.NEW;
import static io.safire.internal.authentication.ClientKeysFixture.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/** Complete rotations against a server that caches the JWKS for 29 hours, even if the JWKS does not contain the key. */
class KeyRotationTest {

    private static final Duration STEP = Duration.ofMinutes(30);

    private final ClientKeysFixture client = ClientKeysFixture.of(Map.of("jwks-url", "https://app.example/jwks.json"));
    private final List<String> signers = new ArrayList<>();
    private String cachedJwks = "";
    private Instant lastFetch = Instant.MIN;
    private int rejections;

    @Test
    void signsAtOnceWithAnnouncedKey() {
        client.configureKey("private", OLD, "old");
        requestTokens(Duration.ofHours(40));
        client.configureKey("next", NEW, "new");
        requestTokens(Duration.ofHours(31));
        assertThat(signers).containsOnly("old");
        client.removeKey("next");
        client.configureKey("private", NEW, "new");
        requestTokens(Duration.ofHours(60));
        assertThat(rejections).isZero();
        assertThat(signers.subList(signers.size() - 120, signers.size())).containsOnly("new");
        assertThat(client.publishedKeys()).containsExactly("new ACTIVE");
    }

    @Test
    void signsWithRetiringKeyUntilNewKeyIsPublished() {
        client.configureKey("private", OLD, "old");
        requestTokens(Duration.ofHours(40));
        signers.clear();
        client.configureKey("private", NEW, "new");
        client.configureKey("retiring", OLD, "old");
        requestTokens(Duration.ofHours(60));
        assertThat(rejections).isZero();
        assertThat(signers.subList(0, 60)).containsOnly("old");
        assertThat(signers.subList(60, 120)).containsOnly("new");
        client.removeKey("retiring");
        requestTokens(Duration.ofHours(60));
        assertThat(rejections).isZero();
        assertThat(client.publishedKeys()).containsExactly("new ACTIVE");
    }

    @Test
    void continuesRotationAfterRestart() {
        client.configureKey("private", NEW, "new");
        client.configureKey("retiring", OLD, "old");
        assertThat(client.signingKid()).isEqualTo("old");
        client.setValue("private-key.published-since", "2026-02-27T18:00:01Z");
        assertThat(client.signingKid()).isEqualTo("old");
        client.setValue("private-key.published-since", "2026-02-27T18:00:00Z");
        assertThat(client.signingKid()).isEqualTo("new");
    }

    @Test
    void reportsFirstKeyThatIsKnownToBeNew() {
        client.configureKey("private", NEW, "new");
        assertThat(client.keys.publishKeys().findings()).isEmpty();
        client.setValue("private-key.published-since", "2026-02-28T23:00:00Z");
        assertThat(client.keys.publishKeys().findings()).singleElement().satisfies(finding -> assertThat(finding.id())
                .isEqualTo("SAFIRE-1002"));
        client.setValue("private-key.published-since", "2026-02-27T18:00:00Z");
        assertThat(client.keys.publishKeys().findings()).isEmpty();
    }

    @Test
    void reportsUnannouncedReplacementOfKey() {
        client.configureKey("private", OLD, "old");
        requestTokens(Duration.ofHours(40));
        client.configureKey("private", NEW, "new");
        requestTokens(STEP);
        assertThat(rejections).isPositive();
        assertThat(client.keys.publishKeys().findings()).anySatisfy(finding -> assertThat(finding.toString())
                .startsWith("SAFIRE-1002 Safire signs with the key new,")
                .contains("safire.epic.retiring-key"));
    }

    /** Requests a token every 30 minutes for the given time. */
    private void requestTokens(Duration time) {
        Instant end = client.now().plus(time);
        while (client.now().isBefore(end)) {
            // the server fetches the JWKS only on first use and after its cache has expired
            if (lastFetch.equals(Instant.MIN) || !client.now().isBefore(lastFetch.plus(Duration.ofHours(29)))) {
                cachedJwks = client.keys.publishKeys().jwkSet().toString();
                lastFetch = client.now();
            }
            String assertion = client.assertion();
            signers.add(ClientKeysFixture.header(assertion).getString("kid"));
            rejections += isAccepted(assertion) ? 0 : 1;
            client.advance(STEP);
        }
    }

    private boolean isAccepted(String assertion) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setCompactSerialization(assertion);
            JsonWebKey key = new JsonWebKeySet(cachedJwks)
                    .findJsonWebKey(signature.getKeyIdHeaderValue(), null, "sig", signature.getAlgorithmHeaderValue());
            if (key == null) {
                return false;
            }
            signature.setKey(key.getKey());
            return signature.verifySignature();
        } catch (JoseException malformed) {
            return false;
        }
    }
}
