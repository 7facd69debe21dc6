package io.safire.internal.key;

import static io.safire.internal.key.KeyFiles.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Selection of a key from a document with several blocks or keys. */
class KeySelectionTest {

    private static final String PARAMETERS =
            "-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n";

    private final KeyPair first = KeyFiles.ec("secp384r1");
    private final KeyPair second = KeyFiles.ec("secp384r1");

    @Test
    void prefersPublicKeyToCertificate() {
        String certificate = pem("CERTIFICATE", KeyFiles.der(KeyFiles.certificate(first)));
        String publicKey = pem("PUBLIC KEY", second.getPublic().getEncoded());
        assertThat(readMaterial(PARAMETERS + certificate + publicKey, null).publicKey())
                .isEqualTo(second.getPublic());
        assertThat(readMaterial(PARAMETERS + certificate, null).publicKey()).isEqualTo(first.getPublic());
    }

    @Test
    void readsPublicKeyOfJwkSet() throws JoseException {
        String keys = "{\"keys\":[" + jwk(first, "k1", OutputControlLevel.PUBLIC_ONLY) + ","
                + jwk(second, "k2", OutputControlLevel.PUBLIC_ONLY) + "]}";
        assertThat(readMaterial(keys, "k2").publicKey()).isEqualTo(second.getPublic());
        assertThat(readMaterial(keys, "k1").publicKey()).isEqualTo(first.getPublic());
        assertThatThrownBy(() -> readMaterial(keys, "k3")).isInstanceOf(UnusableKeyException.class);
    }

    @Test
    void rejectsJwkOfOtherAlgorithm() throws JoseException {
        String own = jwk(first, "k1", OutputControlLevel.INCLUDE_PRIVATE);
        assertThat(readMaterial(own.replace("\"kty\"", "\"alg\":\"ES384\",\"kty\""), null)
                        .algorithm())
                .isEqualTo("ES384");
        assertThatThrownBy(() -> readMaterial(own.replace("\"kty\"", "\"alg\":\"ES256\",\"kty\""), null))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("a JWK with alg ES256; alg must be ES384");
    }

    @Test
    void matchesNoPublicKeyOfOtherType() {
        KeyPair rsa = KeyFiles.rsa(2048);
        assertThat(PublicKeyDerivation.matches(rsa.getPrivate(), rsa.getPublic(), "RS384"))
                .isTrue();
        assertThat(PublicKeyDerivation.matches(rsa.getPrivate(), rsa.getPublic(), "ES384"))
                .isFalse();
    }

    @Test
    void signsWithNoShortRsaKey() {
        assertThatThrownBy(() -> JwsSignature.sign("RS384", KeyFiles.rsa(1024).getPrivate(), new byte[] {1}))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("a key that cannot sign with RS384");
    }

    private static KeyMaterial readMaterial(String text, @Nullable String kid) {
        return KeyReader.readMaterial(new KeyDocument(KeyContent.of(text), null, null, kid), new AlgorithmRule(null));
    }

    private static String jwk(KeyPair pair, String kid, OutputControlLevel level) throws JoseException {
        PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
        jwk.setPrivateKey(pair.getPrivate());
        jwk.setKeyId(kid);
        return jwk.toJson(level);
    }
}
