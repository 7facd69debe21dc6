package io.safire.internal.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClient;
import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.TokenException;
import io.safire.internal.LogCapture;
import io.safire.internal.authentication.CredentialOverrides;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.spi.CredentialSource;
import io.safire.token.AccessToken;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Tests of requests with the credential of a call or of a {@link CredentialSource}. */
class CredentialOfRequestTest extends RejectedRequestFixture {

    @Test
    void describesCredentialInEveryRequest() {
        configureKey();
        Credential passed = Credential.key(OTHER.getPrivate(), "of-the-call");
        String expected = signatureOfOther("of-the-call", "of this call");
        TokenRequests requests = client().with(passed);
        AuthorizationRequest request = requests.authorize(Launch.standalone());
        AuthorizationResponse response = AuthorizationResponse.parse("code=c-1&state=" + request.state());
        AccessToken token = new AccessToken("epic", "t-1", clock.instant(), Scopes.none());
        Map<String, Runnable> calls = Map.of(
                "exchange", () -> requests.exchange(request, response),
                "refresh", () -> requests.refresh(RefreshRequest.of(tokens())),
                "requestToken", requests::requestToken,
                "introspect", () -> requests.tokens().introspect(token),
                "revoke", () -> requests.tokens().revoke(token));
        calls.forEach((name, call) -> assertThat(catchThrowableOfType(TokenException.class, call::run))
                .as(name)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("safire.epic.private-key"));
    }

    @Test
    void usesAndDescribesCredentialOfSourceInManagedRequests() {
        configureKey();
        sourced = Optional.of(Credential.key(OTHER.getPrivate(), "vault"));
        SmartClient client = client();
        String expected = "kid vault (of the CredentialSource " + RejectedRequestFixture.class.getName();
        assertThat(catchThrowable(client::accessToken)).hasMessageContaining(expected);
        assertThat(catchThrowable(
                        () -> client.accessTokenAsync().toCompletableFuture().join()))
                .isInstanceOf(CompletionException.class)
                .cause()
                .hasMessageContaining(expected);
        assertThat(catchThrowable(
                        () -> client.userTokens().store("user", tokens()).accessToken()))
                .hasMessageContaining(expected);
    }

    @Test
    void usesConfiguredKeyForBackendServiceIfSourceReturnsSecret() {
        configureKey();
        configure("client-type", "confidential-symmetric");
        sourced = Optional.of(Credential.secret("vault-secret"));
        assertThat(catchThrowable(() -> client().requestToken()))
                .hasMessageContaining("kid app-2026 (safire.epic.kid)");
        assertThat(rejection(client())).contains("client secret (of the CredentialSource ");
    }

    @Test
    void sendsNothingIfCredentialSourceFails() {
        configureKey();
        SmartClient failing = client(server -> {
            throw new IllegalStateException("pin 1234");
        });
        assertThat(catchThrowableOfType(ConfigurationException.class, failing::requestToken))
                .hasMessageStartingWith("SAFIRE-0108 epic: The credential of the CredentialSource ")
                .hasMessageContaining("the source threw java.lang.IllegalStateException")
                .hasMessageNotContaining("1234")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(requests).isZero();
    }

    @Test
    void warnsAboutMissingSecretOnlyWithoutCredentialSource() {
        configure("client-type", "confidential-symmetric");
        try (LogCapture log = new LogCapture(MissingCredential.class.getName())) {
            clients(server -> sourced).validate(List.of(), false);
            assertThat(log.lines()).isEmpty();
            clients(CredentialOverrides.NO_SOURCE).validate(List.of(), false);
            assertThat(log.lines()).singleElement().asString().contains("SAFIRE-0118");
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void rejectsNullCredential() {
        configureKey();
        SmartClient client = client();
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> client.with(null)))
                .hasMessageStartingWith("SAFIRE-0108 epic: The credential of this call cannot be used: it is null.");
    }

    @Test
    void signsAssertionForOwnEndpoint() {
        configureKey();
        configure("client-type", "confidential-symmetric");
        configure("assertion-audience", "https://as.example/issuer");
        URI endpoint = URI.create("https://own.example/exports");
        assertThat(part(client().clientAssertion(endpoint), 0)).contains("\"kid\":\"app-2026\"", "ES384");
        assertThat(part(client().clientAssertion(endpoint), 1))
                .contains("\"aud\":\"https://own.example/exports\"", "\"iss\":\"app\"", "\"sub\":\"app\"");
        assertThat(part(client().with(Credential.kid("of-the-call")).clientAssertion(endpoint), 0))
                .contains("\"kid\":\"of-the-call\"");
        assertThat(client().clientAssertion(endpoint)).isNotEqualTo(client().clientAssertion(endpoint));
        TokenRequests blank = client().with(Credential.kid(" "));
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> blank.clientAssertion(endpoint)))
                .hasMessageContaining("it is blank");
        values.remove("safire.epic.private-key");
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> client().clientAssertion(endpoint)))
                .hasMessageContaining("Configuration missing: private_key");
        assertThat(requests).isZero();
    }

    private static String part(String assertion, int index) {
        return new String(Base64.getUrlDecoder().decode(assertion.split("\\.")[index]), UTF_8);
    }
}
