package io.safire.internal.client;

import static io.safire.internal.client.ClientSecretFixture.launch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.error.SignInRequiredException;
import io.safire.error.TokenException;
import io.safire.internal.client.ClientSecretFixture.Rejection;
import io.safire.token.ManagedTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Error codes in other members than {@code error}, and in the header {@code WWW-Authenticate}. */
class ErrorCodeFormTest {

    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private final ClientSecretFixture fixture = new ClientSecretFixture();
    private final SmartClient client = fixture.client();

    @Test
    void requiresSignInForInvalidGrantInAnyForm() {
        for (Rejection rejection : List.of(
                new Rejection(400, JSON, "{\"error\":{\"code\":\"invalid_grant\",\"message\":\"revoked\"}}"),
                new Rejection(400, JSON, "{\"errorCode\":\"invalid_grant\"}"),
                new Rejection(200, JSON, "{\"errorCode\":\"invalid_grant\"}"),
                new Rejection(401, Map.of("www-authenticate", "Bearer error=\"invalid_grant\""), ""))) {
            fixture.failWith((Rejection) null);
            ManagedTokens user = client.userTokens().store("user-1", launch(client));
            fixture.failWith(rejection);
            fixture.clock.advance(Duration.ofHours(2));
            fixture.sentRequests();
            assertThatThrownBy(user::accessToken)
                    .as(rejection.toString())
                    .isInstanceOf(SignInRequiredException.class)
                    .cause()
                    .isInstanceOfSatisfying(TokenException.class, refused -> assertThat(refused.errorCode())
                            .contains("invalid_grant"));
            fixture.clock.advance(Duration.ofMinutes(5));
            assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
            assertThat(fixture.sentRequests()).hasSize(1);
        }
    }

    @Test
    void rejectsRevocationForErrorInOtherMember() {
        fixture.failWith(new Rejection(200, JSON, "{\"errorCode\":\"invalid_client\"}"));
        assertThatThrownBy(() -> client.tokens().revokeRefreshToken("r-1"))
                .isInstanceOfSatisfying(TokenException.class, refused -> assertThat(refused.errorCode())
                        .contains("invalid_client"));
        fixture.failWith(new Rejection(200, JSON, "{\"status\":\"done\"}"));
        assertThat(client.tokens().revokeRefreshToken("r-1")).isEmpty();
    }

    @Test
    void reportsUnsupportedTokenTypeInOtherMember() {
        fixture.failWith(new Rejection(400, JSON, "{\"error\":{\"code\":\"unsupported_token_type\"}}"));
        assertThatThrownBy(() -> client.tokens().revokeRefreshToken("r-1"))
                .isInstanceOfSatisfying(TokenException.class, refused -> assertThat(refused.errorCode())
                        .contains("unsupported_token_type"));
    }
}
