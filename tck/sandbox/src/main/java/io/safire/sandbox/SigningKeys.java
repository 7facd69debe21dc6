package io.safire.sandbox;

import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The keys that a server uses to sign ID tokens. The first key is generated on first use. */
final class SigningKeys {

    private static final String DEFAULT_ALGORITHM = "RS256";

    private final List<PublicJsonWebKey> keys = new ArrayList<>();
    private @Nullable PublicJsonWebKey unpublishedKey;
    private int generatedCount;

    synchronized JsonObject publicKeys() {
        JsonArrayBuilder published = SandboxJson.createArrayBuilder();
        ensureKey();
        for (PublicJsonWebKey key : keys) {
            String jwk = key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
            published.add(SandboxJson.createReader(new StringReader(jwk)).readObject());
        }
        return SandboxJson.createObjectBuilder().add("keys", published).build();
    }

    /** Replaces the published keys. */
    synchronized void replace(List<String> algorithms) {
        keys.clear();
        add(algorithms);
    }

    /** Publishes additional keys. All RSA algorithms share one key. */
    synchronized void add(List<String> algorithms) {
        long rsa = algorithms.stream().filter(name -> !name.startsWith("ES")).count();
        boolean shared = false;
        for (String algorithm : algorithms) {
            boolean elliptic = algorithm.startsWith("ES");
            if (elliptic || !shared) {
                PublicJsonWebKey key = generate(algorithm, ++generatedCount);
                if (elliptic || rsa == 1) {
                    key.setAlgorithm(algorithm);
                }
                keys.add(key);
                shared = shared || !elliptic;
            }
        }
    }

    /** Returns the algorithm of the newest key. */
    synchronized String defaultAlgorithm() {
        String algorithm =
                keys.isEmpty() ? DEFAULT_ALGORITHM : keys.get(keys.size() - 1).getAlgorithm();
        return algorithm == null ? DEFAULT_ALGORITHM : algorithm;
    }

    /** Returns the newest key for an algorithm. */
    synchronized PublicJsonWebKey newest(String algorithm) {
        ensureKey();
        PublicJsonWebKey newest = null;
        for (PublicJsonWebKey key : keys) {
            boolean supports = key.getAlgorithm() == null
                    ? !algorithm.startsWith("ES")
                    : key.getAlgorithm().equals(algorithm);
            newest = supports ? key : newest;
        }
        if (newest == null) {
            throw new IllegalArgumentException("The server has no key for " + algorithm);
        }
        return newest;
    }

    /** Returns a key that is not published. */
    synchronized PublicJsonWebKey unpublishedKey() {
        if (unpublishedKey == null) {
            unpublishedKey = generate(DEFAULT_ALGORITHM, 0);
        }
        return unpublishedKey;
    }

    private void ensureKey() {
        if (keys.isEmpty()) {
            add(List.of(DEFAULT_ALGORITHM));
        }
    }

    private static PublicJsonWebKey generate(String algorithm, int number) {
        try {
            PublicJsonWebKey key =
                    switch (algorithm) {
                        case "ES256" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
                        case "ES384" -> EcJwkGenerator.generateJwk(EllipticCurves.P384);
                        case "ES512" -> EcJwkGenerator.generateJwk(EllipticCurves.P521);
                        default -> RsaJwkGenerator.generateJwk(2048);
                    };
            key.setKeyId("id-" + number);
            key.setUse("sig");
            return key;
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
