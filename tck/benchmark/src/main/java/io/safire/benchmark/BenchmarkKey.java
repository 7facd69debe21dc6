package io.safire.benchmark;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * A key pair for one run.
 *
 * @param algorithm {@code RS384} or {@code ES384}
 */
record BenchmarkKey(String algorithm, String kid, KeyPair pair) {

    static BenchmarkKey generate(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.equals("RS384") ? "RSA" : "EC");
            if (algorithm.equals("RS384")) {
                generator.initialize(2048);
            } else {
                generator.initialize(new ECGenParameterSpec("secp384r1"));
            }
            return new BenchmarkKey(algorithm, "bench-1", generator.generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    PrivateKey privateKey() {
        return pair.getPrivate();
    }

    String pem() {
        return "-----BEGIN PRIVATE KEY-----"
                + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "-----END PRIVATE KEY-----";
    }

    String jwks() {
        try {
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
            jwk.setKeyId(kid);
            jwk.setAlgorithm(algorithm);
            return "{\"keys\":[" + jwk.toJson(OutputControlLevel.PUBLIC_ONLY) + "]}";
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
