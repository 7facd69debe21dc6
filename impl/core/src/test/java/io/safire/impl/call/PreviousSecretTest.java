package io.safire.impl.call;

import static io.safire.impl.call.SecretBench.NEW;
import static io.safire.impl.call.SecretBench.OLD;
import static io.safire.impl.call.SecretBench.launched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.token.RefreshRequest;
import io.safire.Credential;
import io.safire.SmartClient;
import io.safire.error.ConfigurationException;
import io.safire.error.TokenException;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of a current and a previous client secret: which requests are retried with the other secret, and which never are. */
class PreviousSecretTest {

    private static final String TOKEN_NEW = "/token " + NEW;
    private static final String TOKEN_OLD = "/token " + OLD;
    private static final String INTROSPECT_NEW = "/introspect " + NEW;
    private static final String INTROSPECT_OLD = "/introspect " + OLD;
    private static final String REVOKE_NEW = "/revoke " + NEW;
    private static final String REVOKE_OLD = "/revoke " + OLD;

    private final SecretBench bench = new SecretBench();
    private final SmartClient client = bench.client();

    private void withPrevious() {
        bench.set("client-secret.previous", OLD);
    }

    @Test
    void currentSecretGoesFirstAndAloneWhereTheServerTakesBoth() {
        withPrevious();
        bench.takes(NEW, OLD);
        TokenResponse tokens = launched(client);
        client.refresh(RefreshRequest.of(tokens));
        client.tokens().introspect("t-1");
        client.tokens().revoke(tokens);
        assertThat(bench.sent()).containsExactly(TOKEN_NEW, TOKEN_NEW, INTROSPECT_NEW, REVOKE_NEW, REVOKE_NEW);
    }

    @Test
    void requestThatMayBeRepeatedIsSentOnceMoreAndAllFurtherOnesGoWithTheSecretThatWasTaken() {
        withPrevious();
        bench.takes(OLD);
        assertThat(client.tokens().introspect("t-1").active()).isTrue();
        assertThat(bench.sent()).containsExactly(INTROSPECT_NEW, INTROSPECT_OLD);
        TokenResponse tokens = launched(client);
        client.refresh(RefreshRequest.of(tokens));
        client.tokens().introspect("t-1");
        client.tokens().revokeRefreshToken("r-1");
        assertThat(bench.sent()).containsExactly(TOKEN_OLD, TOKEN_OLD, INTROSPECT_OLD, REVOKE_OLD);
    }

    @Test
    void revocationIsSentOnceMoreToo() {
        withPrevious();
        bench.takes(OLD);
        client.tokens().revokeRefreshToken("r-1");
        assertThat(bench.sent()).containsExactly(REVOKE_NEW, REVOKE_OLD);
    }

    @Test
    void withoutThePreviousSecretNothingIsSentTwice() {
        bench.takes(OLD);
        for (Runnable call : List.<Runnable>of(
                () -> client.tokens().introspect("t-1"), () -> client.tokens().revokeRefreshToken("r-1"), () -> launched(client))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("safire.epic.client-secret;")
                    .hasMessageNotContaining("client-secret.previous");
            assertThat(bench.sent()).hasSize(1);
        }
    }

    @Test
    void previousSecretThatIsBlankOrTheSameIsNone() {
        bench.takes(OLD);
        for (String none : List.of("", " ", NEW)) {
            bench.set("client-secret.previous", none);
            assertThatThrownBy(() -> client.tokens().introspect("t-1"))
                    .isInstanceOf(TokenException.class)
                    .hasMessageNotContaining("client-secret.previous");
            assertThat(bench.sent()).containsExactly(INTROSPECT_NEW);
        }
    }

    @Test
    void previousSecretAloneIsNotUsed() {
        withPrevious();
        bench.values.remove("safire.epic.client-secret");
        assertThatThrownBy(() -> client.tokens().introspect("t-1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Configuration missing: client_secret. Set safire.epic.client-secret.");
        assertThat(bench.sent()).isEmpty();
    }

    @Test
    void otherErrorsLeadToNoSecondAttempt() {
        withPrevious();
        for (String error : List.of("invalid_request", "invalid_grant", "unauthorized_client", "access_denied")) {
            bench.fails(error);
            assertThatThrownBy(() -> client.tokens().introspect("t-1")).hasMessageContaining(error);
            assertThatThrownBy(() -> launched(client)).hasMessageContaining(error);
            assertThat(bench.sent()).as(error).containsExactly(INTROSPECT_NEW, TOKEN_NEW);
        }
        bench.takes(OLD);
        bench.fails("");
        bench.refuses(403, "{}");
        assertThatThrownBy(() -> client.tokens().introspect("t-1")).hasMessageContaining("HTTP 403");
        bench.refuses(401, "{\"error\":\"invalid_grant\"}");
        assertThatThrownBy(() -> client.tokens().introspect("t-1")).hasMessageContaining("invalid_grant");
        assertThat(bench.sent()).containsExactly(INTROSPECT_NEW, INTROSPECT_NEW);
    }

    @Test
    void refusalsOfTheClientInAllTheirFormsLeadToOne() {
        withPrevious();
        bench.takes(OLD);
        List<String> bodies = List.of("", "<html>", "{}", "{\"error\":7}", "{\"error\":\"unauthorized_client\"}");
        for (String body : bodies) {
            bench.refuses(401, body);
            assertThat(bench.client().tokens().introspect("t-1").active()).as(body).isTrue();
        }
        for (int status : List.of(200, 400, 401, 403)) {
            bench.refuses(status, "{\"error\":\"invalid_client\"}");
            assertThat(bench.client().tokens().introspect("t-1").active())
                    .as("" + status)
                    .isTrue();
        }
        assertThat(bench.sent()).hasSize(18);
    }

    @Test
    void whereBothAreRefusedTheErrorIsThatOfTheCurrentOneAndNamesBothKeys() {
        withPrevious();
        bench.takes();
        for (int count = 0; count < 2; count++) {
            assertThatThrownBy(() -> client.tokens().introspect("t-1"))
                    .isInstanceOfSatisfying(TokenException.class, thrown -> assertThat(thrown.errorCode())
                            .contains("invalid_client"))
                    .hasMessageContaining("safire.epic.client-secret and")
                    .hasMessageContaining("safire.epic.client-secret.previous")
                    .hasMessageContaining("rejected both secrets")
                    .hasMessageNotContaining(NEW)
                    .hasMessageNotContaining(OLD);
            assertThat(bench.sent()).containsExactly(INTROSPECT_NEW, INTROSPECT_OLD);
        }
    }

    @Test
    void errorIsThatOfTheCurrentSecretInWhicheverOrderTheyGo() {
        withPrevious();
        bench.refuses(NEW, 401);
        bench.refuses(OLD, 400);
        bench.takes();
        assertThatThrownBy(() -> client.tokens().introspect("t-1")).hasMessageContaining("HTTP 401");
        bench.takes(OLD);
        client.tokens().introspect("t-1");
        bench.takes();
        bench.sent();
        assertThatThrownBy(() -> client.tokens().introspect("t-1")).hasMessageContaining("HTTP 401");
        assertThat(bench.sent()).containsExactly(INTROSPECT_OLD, INTROSPECT_NEW);
    }

    @Test
    void secondAttemptThatFailsForAnotherReasonIsWhatIsReported() {
        withPrevious();
        bench.takes(OLD);
        bench.fails("unsupported_token_type");
        assertThatThrownBy(() -> client.tokens().revokeRefreshToken("r-1"))
                .hasMessageContaining("unsupported_token_type")
                .hasMessageNotContaining("invalid_client");
    }

    @Test
    void codeIsNeverSentTwiceAndTheNextLaunchGoesWithTheOtherSecret() {
        withPrevious();
        bench.takes(OLD);
        assertThatThrownBy(() -> launched(client))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("rejected the secret in safire.epic.client-secret.")
                .hasMessageContaining("a new launch, uses the secret in safire.epic.client-secret.previous");
        assertThat(bench.sent()).containsExactly(TOKEN_NEW);
        launched(client);
        launched(client);
        assertThat(bench.sent()).containsExactly(TOKEN_OLD, TOKEN_OLD);
        bench.takes(NEW);
        assertThatThrownBy(() -> launched(client))
                .hasMessageContaining("rejected the secret in safire.epic.client-secret.previous.");
        launched(client);
        assertThat(bench.sent()).containsExactly(TOKEN_OLD, TOKEN_NEW);
    }

    @Test
    void refreshTokenIsNeverSentTwiceAndTheNextRefreshGoesWithTheOtherSecret() {
        withPrevious();
        TokenResponse tokens = launched(client);
        bench.takes(OLD);
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens))).isInstanceOf(TokenException.class);
        assertThat(client.refresh(RefreshRequest.of(tokens)).accessToken().value()).isEqualTo("a-1");
        assertThat(bench.sent()).containsExactly(TOKEN_NEW, TOKEN_NEW, TOKEN_OLD);
    }

    @Test
    void managedTokensOfAUserSurviveTheRefusalAndAreRenewedWithTheOtherSecret() {
        withPrevious();
        ManagedTokens user = client.userTokens().store("user-1", launched(client));
        bench.takes(OLD);
        bench.clock.pass(Duration.ofHours(2));
        assertThatThrownBy(user::accessToken).isInstanceOf(TokenException.class).hasMessageContaining("invalid_client");
        assertThat(user.accessToken().expiresAt()).isAfter(bench.clock.instant());
        assertThat(bench.sent()).containsExactly(TOKEN_NEW, TOKEN_NEW, TOKEN_OLD);
    }

    @Test
    void secretOfACallIsTheOnlyOneOfThatCall() {
        withPrevious();
        bench.takes(OLD, NEW);
        assertThatThrownBy(() -> client.with(Credential.secret("given-for-a-call")).tokens().introspect("t-1"))
                .isInstanceOf(TokenException.class)
                .hasMessageNotContaining("client-secret.previous");
        client.tokens().introspect("t-1");
        assertThat(bench.sent()).containsExactly("/introspect given-for-a-call", INTROSPECT_NEW);
    }

    @Test
    void secretOfARegistrationHasNoPreviousOne() {
        bench.values.keySet().removeAll(List.of("safire.epic.client-id", "safire.epic.client-secret"));
        withPrevious();
        bench.takes(OLD);
        bench.registrations.save(
                new ClientRegistration(
                        "epic",
                        URI.create("https://as.example/register"),
                        ClientMetadata.builder().build(),
                        Json.createObjectBuilder()
                                .add("client_id", "registered")
                                .add("client_secret", "secret-of-the-registration")
                                .build(),
                        JsonValue.EMPTY_JSON_OBJECT),
                0);
        assertThatThrownBy(() -> bench.client().tokens().introspect("t-1")).isInstanceOf(TokenException.class);
        assertThat(bench.sent()).containsExactly("/introspect secret-of-the-registration");
    }
}
