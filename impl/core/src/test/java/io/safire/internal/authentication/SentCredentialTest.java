package io.safire.internal.authentication;

import static io.safire.internal.authentication.ClientKeysFixture.NEW;
import static io.safire.internal.authentication.ClientKeysFixture.OLD;
import static io.safire.internal.authentication.ClientKeysFixture.RSA;
import static io.safire.internal.config.ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
import static io.safire.internal.config.ClientAuthenticationMethod.CLIENT_SECRET_POST;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.authentication.Credential;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SentCredentialTest {

    /** The modulus of RFC 7638, section 3.1. */
    private static final String MODULUS =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L"
                    + "6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368Q"
                    + "QMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINH"
                    + "aQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

    @Test
    void computesThumbprintOfRfc7638() throws GeneralSecurityException {
        BigInteger modulus = new BigInteger(1, Base64.getUrlDecoder().decode(MODULUS));
        Key key =
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65_537)));
        assertThat(sent(key).thumbprint()).contains("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    @Test
    void derivesPublicKeyForThumbprint() {
        for (KeyPair pair : new KeyPair[] {OLD, RSA}) {
            assertThat(sent(pair.getPrivate()).thumbprint())
                    .isPresent()
                    .isEqualTo(sent(pair.getPublic()).thumbprint());
        }
        assertThat(sent(OLD.getPublic()).thumbprint())
                .isNotEqualTo(sent(NEW.getPublic()).thumbprint());
    }

    @Test
    void hasNoThumbprintForUnknownPublicKey() {
        assertThat(sent(new HardwareKey()).thumbprint()).isEmpty();
        assertThat(SentCredential.none("app", "safire.epic.client-id").thumbprint())
                .isEmpty();
    }

    @Test
    void dependsOnEncodingOfSentValuesOnly() {
        assertThat(dependsOnEncoding("app", "plain-secret")).isFalse();
        assertThat(dependsOnEncoding("app", "a+b")).isTrue();
        assertThat(dependsOnEncoding("my app", "plain-secret")).isTrue();
        ClientSecret secret = new ClientSecret("a+b", "of this call");
        assertThat(SentCredential.secret(CLIENT_SECRET_POST, "app", "safire.epic.client-id", secret)
                        .dependsOnEncoding())
                .isFalse();
    }

    @Test
    void masksSecretAndKey() {
        CredentialOverride override = new CredentialOverride(Credential.secret("s3cret"), "of this call");
        SentCredential key = sent(new HardwareKey());
        assertThat(override.toString() + new ClientSecret("s3cret", "of this call") + key)
                .doesNotContain("s3cret");
    }

    private static boolean dependsOnEncoding(String clientId, String secret) {
        return SentCredential.secret(
                        CLIENT_SECRET_BASIC,
                        clientId,
                        "safire.epic.client-id",
                        new ClientSecret(secret, "of this call"))
                .dependsOnEncoding();
    }

    private static SentCredential sent(Key key) {
        SigningKey signing =
                new SigningKey("k", "RS384", input -> input, KeyOrigin.of("of this call"), key, null, null);
        return SentCredential.key("app", "safire.epic.client-id", signing, null);
    }

    /** A key in a hardware module, which exposes neither its parameters nor its public key. */
    private static final class HardwareKey implements PrivateKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }

        @Override
        public String toString() {
            return "s3cret";
        }
    }
}
