package io.safire.internal.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.key.KeyFiles;
import io.safire.internal.key.UnusableKeyException;
import io.safire.key.KeyState;
import io.safire.spi.ClientKey;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientAssertionSignerTest {

    private static final String CLIENT_ID = "a \"quoted\" \\ id, ü and \u00a0 too";

    @Test
    void jdkVerifiesSignature() throws GeneralSecurityException {
        for (int count = 0; count < 20; count++) {
            assertThat(isVerified(assertion(ClientKeysFixture.OLD), ClientKeysFixture.OLD))
                    .isTrue();
        }
        assertThat(isVerified(assertion(ClientKeysFixture.OLD), ClientKeysFixture.NEW))
                .isFalse();
        assertThat(isVerified(assertion(ClientKeysFixture.RSA), ClientKeysFixture.RSA))
                .isTrue();
    }

    @Test
    void setsHeaderAndClaimsThatServersCheck() {
        String assertion = assertion(ClientKeysFixture.OLD);
        JsonObject header = part(assertion, 0);
        assertThat(header.keySet()).containsExactly("typ", "alg", "kid", "jku");
        assertThat(header.getString("typ")).isEqualTo("JWT");
        assertThat(header.getString("alg")).isEqualTo("ES384");
        assertThat(header.getString("kid")).isEqualTo("key-1");
        assertThat(header.getString("jku")).isEqualTo("https://app.example/jwks");
        JsonObject claims = part(assertion, 1);
        assertThat(claims.keySet()).containsExactlyInAnyOrder("iss", "sub", "aud", "iat", "exp", "jti");
        assertThat(claims.getString("iss")).isEqualTo(CLIENT_ID);
        assertThat(claims.getString("sub")).isEqualTo(CLIENT_ID);
        assertThat(claims.getString("aud")).isEqualTo("https://as.example/token");
        long issued = claims.getJsonNumber("iat").longValueExact();
        assertThat(claims.getJsonNumber("exp").longValueExact() - issued)
                .isEqualTo(Duration.ofMinutes(5).toSeconds());
        assertThat(claims.getString("jti"))
                .isNotEqualTo(part(assertion(ClientKeysFixture.OLD), 1).getString("jti"));
    }

    /** The retiring key signs until servers have fetched the new active key. */
    @Test
    void requiresCertificateOfRetiringKeyThatSigns() {
        ClientKeysFixture client = ClientKeysFixture.of(Map.of("send-x5t", "true", "key-publication-time", "PT1H"));
        client.setValue("private-key", withCertificate(ClientKeysFixture.NEW));
        client.setValue("kid", "new");
        client.setValue("private-key.published-since", client.now().toString());
        client.configureKey("retiring", ClientKeysFixture.OLD, "old");
        assertThat(problems(client))
                .contains("SAFIRE-0105 epic: retiring_key cannot be used: it is a key without its certificate,")
                .contains("or configure the public key, which does not sign. Change safire.epic.retiring-key.");
        assertThat(client.signingKid()).isEqualTo("new");
        client.setValue("retiring-key", withCertificate(ClientKeysFixture.OLD));
        assertThat(problems(client)).isEmpty();
        assertThat(part(client.assertion(), 0).getString("kid")).isEqualTo("old");
        assertThat(part(client.assertion(), 0).getString("x5t")).hasSize(27);
        client.setValue("retiring-key", ClientKeysFixture.publicPem(ClientKeysFixture.OLD));
        client.configureKey("next", ClientKeysFixture.RSA, "next");
        assertThat(problems(client)).isEmpty();
        assertThat(client.signingKid()).isEqualTo("new");
    }

    @Test
    void requiresCertificateOfKeySource() {
        for (KeyState state : List.of(KeyState.ACTIVE, KeyState.RETIRING)) {
            assertThatThrownBy(sourced(state, false)::assertion)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("SAFIRE-1005 epic: ")
                    .hasMessageContaining("old is a key without its certificate, which send-x5t requires;"
                            + " add the certificate with ClientKey.withCertificate");
        }
        assertThat(part(sourced(KeyState.ACTIVE, true).assertion(), 0).getString("x5t"))
                .hasSize(27);
        assertThat(sourced(KeyState.NEXT, false).publishedKeys()).containsExactly("old NEXT");
    }

    private static ClientKeysFixture sourced(KeyState state, boolean hasCertificate) {
        KeyPair pair = ClientKeysFixture.OLD;
        ClientKey key = ClientKey.of("old", state, pair.getPublic(), pair.getPrivate());
        ClientKey used = hasCertificate ? key.withCertificate(KeyFiles.certificate(pair)) : key;
        return new ClientKeysFixture(Map.of("send-x5t", "true"), server -> List.of(used));
    }

    @Test
    void requiresCertificateOfPassedKey() {
        ClientKeysFixture client = ClientKeysFixture.of(Map.of("send-x5t", "true"));
        for (Credential credential : List.of(
                Credential.key(ClientKeysFixture.NEW.getPrivate(), "k"),
                Credential.signer("k", "ES384", input -> new byte[96]),
                Credential.key(ClientKeysFixture.pem(ClientKeysFixture.NEW), "k"))) {
            assertThatThrownBy(() -> client.prepare(credential))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("SAFIRE-0108 epic: The private_key of this call cannot be used: it is a key"
                            + " without its certificate, which send-x5t requires; pass a text that contains the"
                            + " certificate, a PEM or JWK, to Credential.key");
        }
        client.prepare(Credential.key(withCertificate(ClientKeysFixture.NEW), "k"));
    }

    private static String problems(ClientKeysFixture client) {
        ConfigurationErrors errors = client.errors();
        client.keys.validate(errors);
        return errors.toException().map(Throwable::getMessage).orElse("");
    }

    private static String withCertificate(KeyPair pair) {
        return ClientKeysFixture.pem(pair) + "\n"
                + KeyFiles.pem("CERTIFICATE", KeyFiles.der(KeyFiles.certificate(pair)));
    }

    @Test
    void sendsThumbprintOfCertificateOnRequest() {
        String certificate = KeyFiles.pem("CERTIFICATE", KeyFiles.der(KeyFiles.certificate(ClientKeysFixture.OLD)));
        ClientKeysFixture client = ClientKeysFixture.of(Map.of("send-x5t", "true"));
        client.configureKey("private", ClientKeysFixture.OLD, "key-1");
        assertThatThrownBy(client::assertion)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("private_key cannot be used: it is a key without its certificate, which send-x5t")
                .hasMessageContaining("Change safire.epic.private-key.");
        String pem = ClientKeysFixture.pem(ClientKeysFixture.OLD) + "\n" + certificate;
        client.setValue("private-key", pem);
        assertThat(part(client.assertion(), 0).getString("x5t")).hasSize(27);
        Credential ofCall = Credential.key(pem, "key-2");
        assertThat(part(client.assertion(Optional.of(ofCall)), 0).getString("x5t"))
                .hasSize(27);
        Credential withoutCertificate = Credential.key(ClientKeysFixture.NEW.getPrivate(), "key-2");
        assertThatThrownBy(() -> client.assertion(Optional.of(withoutCertificate)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "The private_key of this call cannot be used: it is a key without its certificate");
        ClientKeysFixture unset = ClientKeysFixture.of(Map.of("private-key", pem, "kid", "key-1"));
        assertThat(part(unset.assertion(), 0)).doesNotContainKey("x5t");
    }

    @Test
    void signsWithConfiguredAlgorithm() {
        ClientKeysFixture client = ClientKeysFixture.of(Map.of("assertion-algorithm", "PS256"));
        client.configureKey("private", ClientKeysFixture.RSA, "key-1");
        assertThat(part(client.assertion(), 0).getString("alg")).isEqualTo("PS256");
        assertThat(client.keys.publishKeys().keys().get(0).algorithm()).isEqualTo("PS256");
        Credential ec = Credential.key(ClientKeysFixture.NEW.getPrivate(), "key-2");
        assertThatThrownBy(() -> client.assertion(Optional.of(ec)))
                .hasMessageContaining("an EC key, but assertion-algorithm PS256 requires an RSA key");
        Credential signer = Credential.signer("key-2", "RS384", input -> input);
        assertThatThrownBy(() -> client.assertion(Optional.of(signer)))
                .hasMessageContaining("a signer for RS384; assertion-algorithm is PS256");
    }

    @Test
    void rejectsKeyForOtherAlgorithm() {
        SigningKey other =
                SigningKey.of("k", "ES384", ClientKeysFixture.RSA.getPrivate(), KeyOrigin.of("of this call"), null);
        assertThatThrownBy(() ->
                        ClientAssertionSigner.sign(JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT, other))
                .isInstanceOfSatisfying(UnusableKeyException.class, unusable -> assertThat(unusable.reason())
                        .contains("ES384"));
    }

    private static String assertion(KeyPair pair) {
        ClientKeysFixture client =
                ClientKeysFixture.of(Map.of("client-id", CLIENT_ID, "jwks-url", "https://app.example/jwks"));
        client.configureKey("private", pair, "key-1");
        return client.assertion();
    }

    private static boolean isVerified(String assertion, KeyPair pair) throws GeneralSecurityException {
        boolean ec = pair.getPublic() instanceof ECPublicKey;
        Signature signature = Signature.getInstance(ec ? "SHA384withECDSAinP1363Format" : "SHA384withRSA");
        signature.initVerify(pair.getPublic());
        int dot = assertion.lastIndexOf('.');
        signature.update(assertion.substring(0, dot).getBytes(UTF_8));
        return signature.verify(Base64.getUrlDecoder().decode(assertion.substring(dot + 1)));
    }

    private static JsonObject part(String assertion, int number) {
        String text = new String(Base64.getUrlDecoder().decode(assertion.split("\\.")[number]), UTF_8);
        return Json.createReader(new StringReader(text)).readObject();
    }
}
