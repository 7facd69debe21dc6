package io.safire.impl.credential;

import static io.safire.impl.credential.KeyBench.NEW;
import static io.safire.impl.credential.KeyBench.OLD;
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

/** Complete rotations against a server that caches the JWKS for 29 hours, even if it does not find a key. */
class KeyRotationTest {

    private static final Duration STEP = Duration.ofMinutes(30);

    private final KeyBench client = KeyBench.of(Map.of("jwks-url", "https://app.example/jwks.json"));
    private final List<String> signers = new ArrayList<>();
    private String cached = "";
    private Instant read = Instant.MIN;
    private int refused;

    @Test
    void keyThatWasPublishedAsNextSignsAtOnceAndNothingIsRefused() {
        client.name("private", OLD, "old");
        request(Duration.ofHours(40));
        client.name("next", NEW, "new");
        request(Duration.ofHours(31));
        assertThat(signers).containsOnly("old");
        client.drop("next");
        client.name("private", NEW, "new");
        request(Duration.ofHours(60));
        assertThat(refused).isZero();
        assertThat(signers.subList(signers.size() - 120, signers.size())).containsOnly("new");
        assertThat(client.published()).containsExactly("new ACTIVE");
    }

    @Test
    void formerKeyGoesOnSigningUntilTheNewOneIsKnownAndNothingIsRefused() {
        client.name("private", OLD, "old");
        request(Duration.ofHours(40));
        signers.clear();
        client.name("private", NEW, "new");
        client.name("retiring", OLD, "old");
        request(Duration.ofHours(60));
        assertThat(refused).isZero();
        assertThat(signers.subList(0, 60)).containsOnly("old");
        assertThat(signers.subList(60, 120)).containsOnly("new");
        client.drop("retiring");
        request(Duration.ofHours(60));
        assertThat(refused).isZero();
        assertThat(client.published()).containsExactly("new ACTIVE");
    }

    @Test
    void rotationGoesOnAfterARestart() {
        client.name("private", NEW, "new");
        client.name("retiring", OLD, "old");
        assertThat(client.signer()).isEqualTo("old");
        client.set("private-key.published-since", "2026-02-27T18:00:01Z");
        assertThat(client.signer()).isEqualTo("old");
        client.set("private-key.published-since", "2026-02-27T18:00:00Z");
        assertThat(client.signer()).isEqualTo("new");
    }

    @Test
    void keyThatReplacesAnotherWithoutItsBeingNamedIsRefusedAndReported() {
        client.name("private", OLD, "old");
        request(Duration.ofHours(40));
        client.name("private", NEW, "new");
        request(STEP);
        assertThat(refused).isPositive();
        assertThat(client.keys.published().findings()).anySatisfy(finding -> assertThat(finding.message())
                .startsWith("SAFIRE-1002 epic: The key new signs")
                .contains("safire.epic.retiring-key"));
    }

    /** Requests a token every 30 minutes for the given time. */
    private void request(Duration time) {
        Instant end = client.now().plus(time);
        while (client.now().isBefore(end)) {
            // the server fetches the JWKS only on first use and after its cache has expired
            if (read.equals(Instant.MIN) || !client.now().isBefore(read.plus(Duration.ofHours(29)))) {
                cached = client.keys.published().document().toString();
                read = client.now();
            }
            String assertion = client.assertion();
            signers.add(KeyBench.header(assertion).getString("kid"));
            refused += isAccepted(assertion) ? 0 : 1;
            client.pass(STEP);
        }
    }

    private boolean isAccepted(String assertion) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setCompactSerialization(assertion);
            JsonWebKey key = new JsonWebKeySet(cached)
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
