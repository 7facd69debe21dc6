package io.safire.impl.call;

import static io.safire.impl.call.SecretBench.NEW;
import static io.safire.impl.call.SecretBench.launched;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.Finding;
import io.safire.SmartClient;
import io.safire.token.TokenResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the revocation requests of a sign-out and of their failures. */
class SignOutRequestsTest {

    private static final String USER = "session-1";
    private static final String REVOKE = "/revoke " + NEW;

    private final SecretBench bench = new SecretBench();
    private final SmartClient client = bench.client();

    @Test
    void revokesBothTokens() {
        bench.takes(NEW);
        client.userTokens().store(USER, launched(client));
        bench.sent();
        assertThat(client.userTokens().signOut(USER)).isEmpty();
        assertThat(bench.sent()).containsExactly(REVOKE, REVOKE);
        assertThat(client.userTokens().find(USER)).isEmpty();
    }

    @Test
    void reportsEachTokenThatTheServerDoesNotRevoke() {
        bench.takes(NEW);
        TokenResponse tokens = launched(client);
        client.userTokens().store(USER, tokens);
        bench.fails("invalid_request");
        bench.sent();
        List<Finding> findings = client.userTokens().signOut(USER);
        assertThat(bench.sent()).containsExactly(REVOKE, REVOKE);
        assertThat(findings).extracting(Finding::member).containsExactly("refresh_token", "access_token");
        assertThat(findings).extracting(Finding::message).allSatisfy(message -> assertThat(message)
                .startsWith("SAFIRE-1519 epic: The ")
                .contains("invalid_request")
                .doesNotContain(
                        tokens.accessToken().value(), tokens.refreshToken().orElseThrow()));
        assertThat(client.userTokens().find(USER)).isEmpty();
    }
}
