package io.safire.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.authentication.JwsSigner;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7518, sections 3.3 to 3.5; signatures are created and verified by the JDK. */
class JwsSignatureTest {

    private static final byte[] INPUT = "header.payload".getBytes(UTF_8);

    @ParameterizedTest
    @CsvSource({
        "ES256, secp256r1, SHA256withECDSA, 64",
        "ES384, secp384r1, SHA384withECDSA, 96",
        "ES512, secp521r1, SHA512withECDSA, 132"
    })
    void createsConcatenatedSignatureOfFixedLength(String algorithm, String curve, String jdkName, int bytes)
            throws GeneralSecurityException {
        KeyPair pair = ecKey(curve);
        byte[] signature = JwsSignature.sign(algorithm, pair.getPrivate(), INPUT);
        assertThat(signature).hasSize(bytes);
        assertThat(verifies(jdkName + "inP1363Format", pair.getPublic(), signature))
                .isTrue();
        assertThat(JwsSignature.isValid(algorithm, pair.getPublic(), INPUT, signature))
                .isTrue();
        assertThat(JwsSignature.isValid(algorithm, pair.getPublic(), "other".getBytes(UTF_8), signature))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ES256, secp256r1, SHA256withECDSA, 64",
        "ES384, secp384r1, SHA384withECDSA, 96",
        "ES512, secp521r1, SHA512withECDSA, 132"
    })
    void convertsDerSignatureOfSigner(String algorithm, String curve, String jdkName, int bytes)
            throws GeneralSecurityException {
        KeyPair pair = ecKey(curve);
        for (String format : new String[] {jdkName, jdkName + "inP1363Format"}) {
            byte[] signature = JwsSignature.sign(algorithm, signer(format, pair), INPUT);
            assertThat(signature).as(format).hasSize(bytes);
            assertThat(verifies(jdkName + "inP1363Format", pair.getPublic(), signature))
                    .isTrue();
        }
    }

    @Test
    void rejectsSignersWithoutUsableSignature() {
        assertUnusable(input -> null, "a signer that returned no signature for ES384");
        assertUnusable(input -> new byte[0], "a signer that returned no signature for ES384");
        assertUnusable(input -> new byte[95], "a signer that returned no signature for ES384");
        assertUnusable(
                input -> {
                    throw new GeneralSecurityException("PIN 1234 is wrong");
                },
                "a signer that threw java.security.GeneralSecurityException");
        assertUnusable(
                input -> {
                    throw new IllegalStateException("PIN 1234 is wrong");
                },
                "a signer that threw java.lang.IllegalStateException");
    }

    @Test
    void keepsSignatureOfOtherAlgorithms() {
        assertThat(JwsSignature.sign("RS384", input -> new byte[] {1, 2}, INPUT))
                .containsExactly(1, 2);
    }

    @Test
    void rejectsKeyOfOtherType() throws GeneralSecurityException {
        KeyPair pair = ecKey("secp256r1");
        assertThatThrownBy(() -> JwsSignature.sign("RS384", pair.getPrivate(), INPUT))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessage("a key that cannot sign with RS384");
        assertThat(JwsSignature.isValid("RS384", pair.getPublic(), INPUT, new byte[256]))
                .isFalse();
        assertThat(JwsSignature.isValid("none", pair.getPublic(), INPUT, new byte[0]))
                .isFalse();
    }

    /** The y coordinate of a derived point can be even or odd. */
    @Test
    void derivesPublicKeyOfEitherParity() throws GeneralSecurityException {
        for (String curve : new String[] {"secp256r1", "secp384r1", "secp521r1"}) {
            boolean isEvenSeen = false;
            boolean isOddSeen = false;
            while (!isEvenSeen || !isOddSeen) {
                KeyPair pair = ecKey(curve);
                boolean isOdd =
                        ((ECPublicKey) pair.getPublic()).getW().getAffineY().testBit(0);
                isOddSeen |= isOdd;
                isEvenSeen |= !isOdd;
                ECPublicKey derived = (ECPublicKey) PublicKeyDerivation.derive(pair.getPrivate());
                assertThat(derived.getW()).isEqualTo(((ECPublicKey) pair.getPublic()).getW());
            }
        }
    }

    private static void assertUnusable(JwsSigner signer, String reason) {
        assertThatThrownBy(() -> JwsSignature.sign("ES384", signer, INPUT))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessage(reason);
    }

    private static JwsSigner signer(String algorithm, KeyPair pair) {
        return input -> {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(input);
            return signature.sign();
        };
    }

    private static boolean verifies(String algorithm, PublicKey key, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(key);
        verifier.update(INPUT);
        return verifier.verify(signature);
    }

    private static KeyPair ecKey(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }
}
