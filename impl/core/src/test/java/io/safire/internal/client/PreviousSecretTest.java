package io.safire.internal.client;

import static io.safire.internal.client.ClientSecretFixture.NEW;
import static io.safire.internal.client.ClientSecretFixture.OLD;
import static io.safire.internal.client.ClientSecretFixture.launch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.TokenException;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.token.ManagedTokens;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests of a current and a previous client secret: which requests are retried with the other secret, and which requests
 * are never retried.
 */
class PreviousSecretTest {

    private static final String TOKEN_NEW = "/token " + NEW;
    private static final String TOKEN_OLD = "/token " + OLD;
    private static final String INTROSPECT_NEW = "/introspect " + NEW;
    private static final String INTROSPECT_OLD = "/introspect " + OLD;
    private static final String REVOKE_NEW = "/revoke " + NEW;
    private static final String REVOKE_OLD = "/revoke " + OLD;

    private final ClientSecretFixture fixture = new ClientSecretFixture();
    private final SmartClient client = fixture.client();

    private void configurePreviousSecret() {
        fixture.set("client-secret.previous", OLD);
    }

    @Test
    void sendsOnlyCurrentSecretIfAccepted() {
        configurePreviousSecret();
        fixture.accept(NEW, OLD);
        TokenResponse tokens = launch(client);
        client.refresh(RefreshRequest.of(tokens));
        client.tokens().introspect("t-1");
        client.tokens().revoke(tokens);
        assertThat(fixture.sentRequests())
                .containsExactly(TOKEN_NEW, TOKEN_NEW, INTROSPECT_NEW, REVOKE_NEW, REVOKE_NEW);
    }

    @Test
    void retriesOnceThenKeepsAcceptedSecret() {
        configurePreviousSecret();
        fixture.accept(OLD);
        assertThat(client.tokens().introspect("t-1").isActive()).isTrue();
        assertThat(fixture.sentRequests()).containsExactly(INTROSPECT_NEW, INTROSPECT_OLD);
        TokenResponse tokens = launch(client);
        client.refresh(RefreshRequest.of(tokens));
        client.tokens().introspect("t-1");
        client.tokens().revokeRefreshToken("r-1");
        assertThat(fixture.sentRequests()).containsExactly(TOKEN_OLD, TOKEN_OLD, INTROSPECT_OLD, REVOKE_OLD);
    }

    @Test
    void retriesRevocationOnce() {
        configurePreviousSecret();
        fixture.accept(OLD);
        client.tokens().revokeRefreshToken("r-1");
        assertThat(fixture.sentRequests()).containsExactly(REVOKE_NEW, REVOKE_OLD);
    }

    @Test
    void suggestsEncodingForCurrentSecretOnly() {
        fixture.set("client-secret.previous", "needs+encoding");
        fixture.accept();
        for (int attempt = 0; attempt < 3; attempt++) {
            for (Runnable call : List.<Runnable>of(
                    () -> launch(client), () -> client.tokens().introspect("t-1"))) {
                assertThatThrownBy(call::run)
                        .isInstanceOf(TokenException.class)
                        .hasMessageNotContaining("client-secret-encoding")
                        .hasMessageNotContaining("SAFIRE-0604");
            }
        }
        fixture.set("client-secret", "also+encoded");
        assertThatThrownBy(() -> client.tokens().introspect("t-1")).hasMessageContaining("SAFIRE-0604");
    }

    @Test
    void sendsOnceWithoutPreviousSecret() {
        fixture.accept(OLD);
        for (Runnable call : List.<Runnable>of(
                () -> client.tokens().introspect("t-1"),
                () -> client.tokens().revokeRefreshToken("r-1"),
                () -> launch(client))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining(
                            "the client secret (safire.epic.client-secret) and the client_id app (safire.epic.client-id)")
                    .hasMessageNotContaining("client-secret.previous");
            assertThat(fixture.sentRequests()).hasSize(1);
        }
    }

    @Test
    void ignoresBlankOrEqualPreviousSecret() {
        fixture.accept(OLD);
        for (String ignored : List.of("", " ", NEW)) {
            fixture.set("client-secret.previous", ignored);
            assertThatThrownBy(() -> client.tokens().introspect("t-1"))
                    .isInstanceOf(TokenException.class)
                    .hasMessageNotContaining("client-secret.previous");
            assertThat(fixture.sentRequests()).containsExactly(INTROSPECT_NEW);
        }
    }

    @Test
    void ignoresPreviousSecretWithoutCurrentOne() {
        configurePreviousSecret();
        fixture.values.remove("safire.epic.client-secret");
        assertThatThrownBy(() -> client.tokens().introspect("t-1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Configuration missing: client_secret. Set safire.epic.client-secret.");
        assertThat(fixture.sentRequests()).isEmpty();
    }

    @Test
    void sendsOnceForOtherErrors() {
        configurePreviousSecret();
        for (String error : List.of("invalid_request", "invalid_grant", "unauthorized_client", "access_denied")) {
            fixture.failWith(error);
            assertThatThrownBy(() -> client.tokens().introspect("t-1")).hasMessageContaining(error);
            assertThatThrownBy(() -> launch(client)).hasMessageContaining(error);
            assertThat(fixture.sentRequests()).as(error).containsExactly(INTROSPECT_NEW, TOKEN_NEW);
        }
        fixture.accept(OLD);
        fixture.failWith("");
        fixture.reject(403, "{}");
        assertThatThrownBy(() -> client.tokens().introspect("t-1")).hasMessageContaining("HTTP 403");
        fixture.reject(401, "{\"error\":\"invalid_grant\"}");
        assertThatThrownBy(() -> client.tokens().introspect("t-1")).hasMessageContaining("invalid_grant");
        assertThat(fixture.sentRequests()).containsExactly(INTROSPECT_NEW, INTROSPECT_NEW);
    }

    @Test
    void retriesForAnyRejectionOfTheClient() {
        configurePreviousSecret();
        fixture.accept(OLD);
        List<String> bodies = List.of("", "<html>", "{}", "{\"error\":7}", "{\"error\":\"unauthorized_client\"}");
        for (String body : bodies) {
            fixture.reject(401, body);
            assertThat(fixture.client().tokens().introspect("t-1").isActive())
                    .as(body)
                    .isTrue();
        }
        for (int status : List.of(200, 400, 401, 403)) {
            fixture.reject(status, "{\"error\":\"invalid_client\"}");
            assertThat(fixture.client().tokens().introspect("t-1").isActive())
                    .as("" + status)
                    .isTrue();
        }
        assertThat(fixture.sentRequests()).hasSize(18);
    }

    @Test
    void namesBothKeysIfBothSecretsAreRejected() {
        configurePreviousSecret();
        fixture.accept();
        for (int count = 0; count < 2; count++) {
            assertThatThrownBy(() -> client.tokens().introspect("t-1"))
                    .isInstanceOfSatisfying(TokenException.class, thrown -> assertThat(thrown.errorCode())
                            .contains("invalid_client"))
                    .hasMessageContaining("safire.epic.client-secret and")
                    .hasMessageContaining("safire.epic.client-secret.previous")
                    .hasMessageContaining("rejected both secrets")
                    .hasMessageNotContaining(NEW)
                    .hasMessageNotContaining(OLD);
            assertThat(fixture.sentRequests()).containsExactly(INTROSPECT_NEW, INTROSPECT_OLD);
        }
    }

    @Test
    void reportsErrorOfCurrentSecretInAnyOrder() {
        configurePreviousSecret();
        fixture.reject(NEW, 401);
        fixture.reject(OLD, 400);
        fixture.accept();
        assertThatThrownBy(() -> client.tokens().introspect("t-1")).hasMessageContaining("HTTP 401");
        fixture.accept(OLD);
        client.tokens().introspect("t-1");
        fixture.accept();
        fixture.sentRequests();
        assertThatThrownBy(() -> client.tokens().introspect("t-1")).hasMessageContaining("HTTP 401");
        assertThat(fixture.sentRequests()).containsExactly(INTROSPECT_OLD, INTROSPECT_NEW);
    }

    @Test
    void reportsOtherErrorOfSecondAttempt() {
        configurePreviousSecret();
        fixture.accept(OLD);
        fixture.failWith("unsupported_token_type");
        assertThatThrownBy(() -> client.tokens().revokeRefreshToken("r-1"))
                .hasMessageContaining("unsupported_token_type")
                .hasMessageNotContaining("invalid_client");
    }

    @Test
    void neverResendsCodeWithOtherSecret() {
        configurePreviousSecret();
        fixture.accept(OLD);
        assertThatThrownBy(() -> launch(client))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("rejected the secret in safire.epic.client-secret.")
                .hasMessageContaining("a new launch, uses the secret in safire.epic.client-secret.previous");
        assertThat(fixture.sentRequests()).containsExactly(TOKEN_NEW);
        launch(client);
        launch(client);
        assertThat(fixture.sentRequests()).containsExactly(TOKEN_OLD, TOKEN_OLD);
        fixture.accept(NEW);
        assertThatThrownBy(() -> launch(client))
                .hasMessageContaining("rejected the secret in safire.epic.client-secret.previous.");
        launch(client);
        assertThat(fixture.sentRequests()).containsExactly(TOKEN_OLD, TOKEN_NEW);
    }

    @Test
    void usesOtherSecretAtNextRefreshOnly() {
        configurePreviousSecret();
        TokenResponse tokens = launch(client);
        fixture.accept(OLD);
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens))).isInstanceOf(TokenException.class);
        assertThat(client.refresh(RefreshRequest.of(tokens)).accessToken().value())
                .isEqualTo("a-1");
        assertThat(fixture.sentRequests()).containsExactly(TOKEN_NEW, TOKEN_NEW, TOKEN_OLD);
    }

    @Test
    void refreshesUserTokensWithOtherSecret() {
        configurePreviousSecret();
        ManagedTokens user = client.userTokens().store("user-1", launch(client));
        fixture.accept(OLD);
        fixture.clock.advance(Duration.ofHours(2));
        assertThatThrownBy(user::accessToken).isInstanceOf(TokenException.class).hasMessageContaining("invalid_client");
        assertThat(user.accessToken().expiresAt()).isAfter(fixture.clock.instant());
        assertThat(fixture.sentRequests()).containsExactly(TOKEN_NEW, TOKEN_NEW, TOKEN_OLD);
    }

    @Test
    void usesOnlySecretOfTheCall() {
        configurePreviousSecret();
        fixture.accept(OLD, NEW);
        assertThatThrownBy(() -> client.with(Credential.secret("given-for-a-call"))
                        .tokens()
                        .introspect("t-1"))
                .isInstanceOf(TokenException.class)
                .hasMessageNotContaining("client-secret.previous");
        client.tokens().introspect("t-1");
        assertThat(fixture.sentRequests()).containsExactly("/introspect given-for-a-call", INTROSPECT_NEW);
    }

    @Test
    void ignoresPreviousSecretForRegisteredClient() {
        fixture.values.keySet().removeAll(List.of("safire.epic.client-id", "safire.epic.client-secret"));
        configurePreviousSecret();
        fixture.accept(OLD);
        fixture.registrations.save(
                ClientRegistration.of(
                        "epic",
                        URI.create("https://as.example/register"),
                        ClientMetadata.builder().build(),
                        Json.createObjectBuilder()
                                .add("client_id", "registered")
                                .add("client_secret", "secret-of-the-registration")
                                .build(),
                        JsonValue.EMPTY_JSON_OBJECT),
                0);
        assertThatThrownBy(() -> fixture.client().tokens().introspect("t-1")).isInstanceOf(TokenException.class);
        assertThat(fixture.sentRequests()).containsExactly("/introspect secret-of-the-registration");
    }
}
