package io.safire.internal.authentication;

import static io.safire.internal.authentication.ClientKeysFixture.NEW;
import static io.safire.internal.authentication.ClientKeysFixture.OLD;
import static io.safire.internal.authentication.ClientKeysFixture.RSA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.authentication.Credential;
import io.safire.authentication.JwsSigner;
import io.safire.error.ConfigurationException;
import io.safire.event.KeyFirstUsed;
import io.safire.key.KeyState;
import io.safire.spi.ClientKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests of credentials that replace the configured one for a single call, and of keys that sign by a callback. */
class CredentialOverrideTest {

    private static final JwsSigner FAILING_SIGNER = input -> {
        throw new IllegalStateException("pin 1234 refused");
    };

    private final ClientKeysFixture client = ClientKeysFixture.of(Map.of());

    @Test
    void rejectsBlankOverrideWhenUsed() {
        client.configureKey("private", OLD, "old");
        Map<Credential, String> blank = Map.of(
                Credential.key(" "), "private_key",
                Credential.key("", "k"), "private_key",
                Credential.key(ClientKeysFixture.pem(NEW), ""), "kid",
                Credential.key(NEW.getPrivate(), " "), "kid",
                Credential.signer("", "ES384", FAILING_SIGNER), "kid",
                Credential.kid(" "), "kid",
                Credential.secret(""), "client_secret");
        blank.forEach(
                (credential, attribute) -> assertThatThrownBy(() -> client.assertion(Optional.of(credential)))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageStartingWith(
                                "SAFIRE-0108 epic: The " + attribute + " of this call cannot be used: it is blank."
                                        + " Provide a credential that matches safire.epic.client-type (confidential-asymmetric)."
                                        + " To use the configured credential, do not provide a credential in the application."));
    }

    @Test
    void rejectsControlCharacterInKid() {
        client.configureKey("private", OLD, "old");
        for (Credential credential : List.of(Credential.kid("old\n"), Credential.key(NEW.getPrivate(), "o\tld"))) {
            assertThatThrownBy(() -> client.assertion(Optional.of(credential)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("SAFIRE-0108 epic: The kid of this call cannot be used: its character ")
                    .hasMessageContaining("is the control character U+00");
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void rejectsMissingKeyObjectAndSigner() {
        client.configureKey("private", OLD, "old");
        for (Credential credential :
                List.of(Credential.key((PrivateKey) null, "k"), Credential.signer("k", "ES384", null))) {
            assertThatThrownBy(() -> client.assertion(Optional.of(credential)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith(
                            "SAFIRE-0108 epic: The private_key of this call cannot be used: it is null.");
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void treatsMissingOverrideAsBlank() {
        client.configureKey("private", OLD, "old");
        for (Credential credential : List.of(
                Credential.secret(null),
                Credential.key((String) null),
                Credential.key(ClientKeysFixture.pem(NEW), null),
                Credential.kid(null))) {
            assertThatThrownBy(() -> client.assertion(Optional.of(credential)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("it is blank");
        }
    }

    @Test
    void ignoresBlankKidOfJwk() {
        String jwk = ClientKeysFixture.privateJwk(NEW, "");
        client.configureKey("private", OLD, "old");
        assertThat(ClientKeysFixture.header(client.assertion(Optional.of(Credential.key(jwk))))
                        .getString("kid"))
                .isEqualTo("old");
        client.removeKey("private");
        assertThatThrownBy(() -> client.assertion(Optional.of(Credential.key(jwk))))
                .hasMessageContaining("Configuration missing: kid");
        client.setValue("private-key", jwk);
        assertThatThrownBy(client::assertion).hasMessageContaining("Configuration missing: kid");
    }

    @Test
    void prefersCredentialOfCallThenOfSource() {
        client.configureKey("private", OLD, "old");
        client.credential = Optional.of(Credential.key(NEW.getPrivate(), "vault"));
        assertThat(client.signingKid()).isEqualTo("vault");
        assertThat(ClientKeysFixture.header(client.assertion(Optional.of(Credential.kid("call"))))
                        .getString("kid"))
                .isEqualTo("call");
        client.credential = Optional.empty();
        assertThat(client.signingKid()).isEqualTo("old");
    }

    @Test
    void rejectsUnusableCredentialOfSource() {
        client.configureKey("private", OLD, "old");
        Map<Credential, String> unusable = Map.of(
                Credential.key(" "), "The private_key of the CredentialSource ",
                Credential.kid(""), "The kid of the CredentialSource ",
                Credential.secret("s"), "The client_secret of the CredentialSource ");
        unusable.forEach((credential, start) -> {
            client.credential = Optional.of(credential);
            assertThatThrownBy(client::assertion)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("SAFIRE-0108 epic: " + start);
        });
    }

    @Test
    void signsWithConfiguredKeyAndOtherKid() throws GeneralSecurityException {
        client.configureKey("private", OLD, "old");
        String assertion = client.assertion(Optional.of(Credential.kid("2026-02")));
        assertThat(ClientKeysFixture.header(assertion).getString("kid")).isEqualTo("2026-02");
        assertThat(isSignedBy(OLD, assertion)).isTrue();
        assertThat(client.signingKid()).isEqualTo("old");
    }

    @Test
    void reportsFirstUseWithKidOfAssertion() {
        client.configureKey("private", OLD, "old");
        client.assertion(Optional.of(Credential.kid("2026-02")));
        assertThat(client.events).containsExactly(KeyFirstUsed.of(client.now(), "epic", null, "2026-02", null));
        client.assertion();
        assertThat(client.events).as("the same key again").hasSize(1);
    }

    @Test
    void signsWithActiveKeyAndOtherKidDuringRotation() throws GeneralSecurityException {
        client.configureKey("private", OLD, "old");
        assertThat(client.signingKid()).isEqualTo("old");
        client.configureKey("private", NEW, "new");
        client.configureKey("retiring", OLD, "old");
        assertThat(client.signingKid())
                .as("the new key was not published long enough")
                .isEqualTo("old");
        String assertion = client.assertion(Optional.of(Credential.kid("2026-02")));
        assertThat(ClientKeysFixture.header(assertion).getString("kid")).isEqualTo("2026-02");
        assertThat(isSignedBy(NEW, assertion)).isTrue();
    }

    @Test
    void signsWithOtherKidIfNoneIsConfigured() {
        client.configureKey("private", OLD, "old");
        client.removeValues("kid");
        assertThatThrownBy(client::signingKid).hasMessageContaining("Configuration missing: kid");
        String assertion = client.assertion(Optional.of(Credential.kid("2026-02")));
        assertThat(ClientKeysFixture.header(assertion).getString("kid")).isEqualTo("2026-02");
        client.removeKey("private");
        assertThatThrownBy(() -> client.assertion(Optional.of(Credential.kid("2026-02"))))
                .hasMessageContaining("Configuration missing: private_key");
    }

    @Test
    void signsByCallbackOfCall() throws GeneralSecurityException {
        for (JwsSigner signer : List.of(signer(NEW, "SHA384withECDSA"), signer(NEW, "SHA384withECDSAinP1363Format"))) {
            String assertion = client.assertion(Optional.of(Credential.signer("kms-1", "ES384", signer)));
            assertThat(ClientKeysFixture.header(assertion).getString("kid")).isEqualTo("kms-1");
            assertThat(ClientKeysFixture.header(assertion).getString("alg")).isEqualTo("ES384");
            assertThat(isSignedBy(NEW, assertion)).isTrue();
        }
        Credential rsa = Credential.signer("kms-2", "RS384", signer(RSA, "SHA384withRSA"));
        assertThat(isSignedBy(RSA, client.assertion(Optional.of(rsa)))).isTrue();
    }

    @Test
    void rejectsUnusableSignerOfCall() {
        Map<Credential, String> unusable = Map.of(
                Credential.signer("k", "ES256", signer(NEW, "SHA384withECDSA")), "a signer for ES256",
                Credential.signer("k", "ES384", input -> new byte[] {1, 2, 3}), "no signature for ES384",
                Credential.signer("k", "RS384", FAILING_SIGNER), "java.lang.IllegalStateException");
        unusable.forEach((credential, reason) -> assertThatThrownBy(() -> client.assertion(Optional.of(credential)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("SAFIRE-0108 epic: ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("1234"));
        assertThatThrownBy(() -> client.assertion(Optional.of(Credential.signer("k", "RS384", FAILING_SIGNER))))
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void signsByCallbackOfKeySource() throws GeneralSecurityException {
        ClientKeysFixture sourced = sourced(signer(NEW, "SHA384withECDSA"));
        assertThat(isSignedBy(NEW, sourced.assertion())).isTrue();
        assertThat(sourced.publishedKeys()).containsExactly("kms ACTIVE");
        String assertion = sourced.assertion(Optional.of(Credential.kid("2026-02")));
        assertThat(ClientKeysFixture.header(assertion).getString("kid")).isEqualTo("2026-02");
    }

    @Test
    void verifiesSignatureOfKeySourceCallback() {
        Map<JwsSigner, String> unusable = Map.of(
                signer(OLD, "SHA384withECDSA"),
                "kms is a signer whose signature does not match the public key",
                signer(NEW, "SHA256withECDSA"),
                "kms is a signer whose signature does not match the public key",
                FAILING_SIGNER,
                "kms is a signer that threw java.lang.IllegalStateException");
        unusable.forEach(
                (signer, reason) -> assertThatThrownBy(() -> sourced(signer).assertion())
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageStartingWith("SAFIRE-1005 epic: ")
                        .hasMessageContaining(reason)
                        .hasMessageNotContaining("1234"));
    }

    private static ClientKeysFixture sourced(JwsSigner signer) {
        return new ClientKeysFixture(
                Map.of(), server -> List.of(ClientKey.signer("kms", KeyState.ACTIVE, NEW.getPublic(), signer)));
    }

    private static JwsSigner signer(KeyPair pair, String algorithm) {
        return input -> {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(input);
            return signature.sign();
        };
    }

    private static boolean isSignedBy(KeyPair pair, String assertion) throws GeneralSecurityException {
        boolean rsa = pair.getPublic().getAlgorithm().equals("RSA");
        Signature signature = Signature.getInstance(rsa ? "SHA384withRSA" : "SHA384withECDSAinP1363Format");
        signature.initVerify(pair.getPublic());
        int dot = assertion.lastIndexOf('.');
        signature.update(assertion.substring(0, dot).getBytes(UTF_8));
        return signature.verify(Base64.getUrlDecoder().decode(assertion.substring(dot + 1)));
    }
}
