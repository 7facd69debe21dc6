package io.safire.internal.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientAssertionSignerTest {

    private static final String CLIENT_ID = "a \"quoted\" \\ id, ü and \t too";

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

    @Test
    void rejectsKeyForOtherAlgorithm() {
        SigningKey other =
                SigningKey.of("k", "ES384", ClientKeysFixture.RSA.getPrivate(), KeyOrigin.of("of this call"));
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
