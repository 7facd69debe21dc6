package io.safire.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientKeyPairTest {

    @ParameterizedTest
    @CsvSource({"ES384,EC,SHA384withECDSA", "RS384,RSA,SHA384withRSA"})
    void generatesMatchingKeyPair(String algorithm, String type, String signature) throws Exception {
        ClientKeyPair pair = ClientKeyPair.generate("k1", algorithm);
        PublicJsonWebKey jwk = (PublicJsonWebKey)
                new JsonWebKeySet(pair.jwks()).getJsonWebKeys().get(0);
        assertThat(jwk.getKeyId()).isEqualTo("k1");
        assertThat(jwk.getAlgorithm()).isEqualTo(algorithm);
        assertThat(jwk.getPrivateKey()).isNull();
        byte[] der = Base64.getMimeDecoder().decode(pair.privateKeyPem().replaceAll("-----.*-----", ""));
        PrivateKey privateKey = KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(der));
        assertThat(verified(signature, privateKey, jwk.getPublicKey())).isTrue();
    }

    @Test
    void refusesOtherAlgorithm() {
        assertThatThrownBy(() -> ClientKeyPair.generate("k1", "HS256"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HS256");
    }

    @Test
    void omitsPrivateKeyFromToString() {
        ClientKeyPair pair = ClientKeyPair.generate("k1");
        assertThat(pair).hasToString("ClientKeyPair[kid=k1, algorithm=ES384]");
    }

    private static boolean verified(String algorithm, PrivateKey privateKey, PublicKey publicKey) throws Exception {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(privateKey);
        signature.update((byte) 7);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update((byte) 7);
        return signature.verify(signed);
    }
}
