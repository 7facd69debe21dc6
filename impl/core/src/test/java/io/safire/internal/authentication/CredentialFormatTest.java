package io.safire.internal.authentication;

import static io.safire.internal.authentication.ClientKeysFixture.NEW;
import static io.safire.internal.config.ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.config.BasicEncoding;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The format in which credentials are sent and described. */
class CredentialFormatTest {

    /** The example of RFC 6749, section 2.3.1. */
    @Test
    void encodesHeaderOfRfc6749() {
        assertThat(BasicCredentials.toHeader("s6BhdRkqt3", "7Fjfp0ZBr1KtDRbnfVdmIw", BasicEncoding.RFC6749))
                .isEqualTo("Basic czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3");
    }

    @Test
    void encodesReservedCharactersUnlessRaw() {
        assertThat(decode(BasicCredentials.toHeader("my app:1", "a+b/\u00e9", BasicEncoding.RFC6749)))
                .isEqualTo("my+app%3A1:a%2Bb%2F%C3%A9");
        assertThat(decode(BasicCredentials.toHeader("my app", "a+b/\u00e9", BasicEncoding.RAW)))
                .isEqualTo("my app:a+b/\u00e9");
    }

    @Test
    void truncatesLongIdentifiersInMessages() {
        SentCredential exact = secret("c".repeat(120));
        assertThat(exact.shownClientId()).isEqualTo("c".repeat(120));
        assertThat(secret("c".repeat(121)).shownClientId()).isEqualTo("c".repeat(120) + "... (121 characters)");
        assertThat(secret("a\nb").shownClientId()).isEqualTo("a b");
        SigningKey key = SigningKey.of("k".repeat(130), "ES384", NEW.getPrivate(), KeyOrigin.of("of this call"), null);
        SentCredential sent = SentCredential.key("app", "safire.epic.client-id", key, "https://app.example/jwks");
        assertThat(sent.shownKid()).isEqualTo("k".repeat(120) + "... (130 characters)");
        assertThat(sent.jku()).isEqualTo("https://app.example/jwks");
        assertThat(sent.algorithm()).isEqualTo("ES384");
    }

    @Test
    void omitsSecretsInStrings() {
        assertThat(secret("app").toString())
                .contains("client_secret_basic", "app")
                .doesNotContain("s3cret");
        AuthenticationParameters header = new AuthenticationParameters("Basic c2VjcmV0", Map.of(), List.of("s3cret"));
        assertThat(header.toString()).contains("authorizationHeader=***").doesNotContain("c2VjcmV0", "s3cret");
        AuthenticationParameters form =
                new AuthenticationParameters(null, Map.of("client_secret", "s3cret"), List.of("s3cret"));
        assertThat(form.toString())
                .contains("authorizationHeader=none", "client_secret")
                .doesNotContain("s3cret");
    }

    @Test
    void sendsBearerTokenWithoutClientAuthentication() {
        ClientAuthentication bearer = ClientAuthentication.ofBearer("token-1");
        AuthenticationParameters parameters = bearer.get();
        assertThat(parameters.authorizationHeader()).isEqualTo("Bearer token-1");
        assertThat(parameters.formParameters()).isEmpty();
        assertThat(parameters.secrets()).containsExactly("token-1");
        assertThat(bearer.sent().source()).isEmpty();
        assertThat(bearer.onRejected()).isEmpty();
        assertThat(bearer.usesCurrentCredential()).isTrue();
        assertThat(bearer.hint()).isEmpty();
    }

    private static SentCredential secret(String clientId) {
        return SentCredential.secret(
                CLIENT_SECRET_BASIC, clientId, "safire.epic.client-id", new ClientSecret("s3cret", "of this call"));
    }

    private static String decode(String header) {
        return new String(Base64.getDecoder().decode(header.substring("Basic ".length())), UTF_8);
    }
}
