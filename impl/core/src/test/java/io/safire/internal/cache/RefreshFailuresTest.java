package io.safire.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.error.SignInRequiredException;
import io.safire.error.TokenException;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefreshFailuresTest {

    private static final Failure FAILURE = Failure.of("SAFIRE-0501", "epic", Step.TOKEN, "failed");

    @Test
    void keepsRefreshTokenAfterResponseOfGateway() {
        for (int status : new int[] {300, 302, 304, 307, 308, 404, 429, 503}) {
            assertThat(isUnused(status, "")).as("%s", status).isTrue();
        }
        for (int status : new int[] {200, 299, 500, 502, 504}) {
            assertThat(isUnused(status, "")).as("%s", status).isFalse();
        }
    }

    @Test
    void keepsRefreshTokenAfterErrorOfRequest() {
        assertThat(isUnused(200, "invalid_client")).isTrue();
        assertThat(isUnused(401, "invalid_client")).isTrue();
        assertThat(isUnused(500, "invalid_client")).isFalse();
    }

    @Test
    void requiresSignInAfterInvalidGrantOfAnyStatus() {
        for (int status : new int[] {200, 302, 400, 401, 429, 500, 503}) {
            TokenException response = response(status, "invalid_grant");
            assertThat(RefreshFailures.isRefreshTokenUnused(response))
                    .as("%s", status)
                    .isFalse();
            assertThat(RefreshFailures.forCallers(response))
                    .isInstanceOf(SignInRequiredException.class)
                    .hasCause(response);
        }
        TokenException other = response(400, "invalid_scope");
        assertThat(RefreshFailures.forCallers(other)).isSameAs(other);
    }

    @Test
    void keepsRefreshTokenIfClientAuthenticationFails() {
        assertThat(RefreshFailures.isRefreshTokenUnused(
                        new ConfigurationException(FAILURE, Violations.invalid("private_key", null, List.of()))))
                .isTrue();
    }

    private static boolean isUnused(int status, String error) {
        return RefreshFailures.isRefreshTokenUnused(response(status, error));
    }

    private static TokenException response(int status, String error) {
        return new TokenException(FAILURE, status, error, JsonValue.EMPTY_JSON_OBJECT, List.of());
    }
}
