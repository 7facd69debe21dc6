package io.safire.internal.client;

import static io.safire.internal.client.ClientSecretFixture.NEW;
import static io.safire.internal.client.ClientSecretFixture.launch;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.diagnosis.Finding;
import io.safire.token.TokenResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the revocation requests of a sign-out and of their failures. */
class SignOutRequestsTest {

    private static final String USER = "session-1";
    private static final String REVOKE = "/revoke " + NEW;

    private final ClientSecretFixture fixture = new ClientSecretFixture();
    private final SmartClient client = fixture.client();

    @Test
    void revokesBothTokens() {
        fixture.accept(NEW);
        client.userTokens().store(USER, launch(client));
        fixture.sentRequests();
        assertThat(client.userTokens().signOut(USER).findings()).isEmpty();
        assertThat(fixture.sentRequests()).containsExactly(REVOKE, REVOKE);
        assertThat(client.userTokens().find(USER)).isEmpty();
    }

    @Test
    void reportsEachTokenThatIsNotRevoked() {
        fixture.accept(NEW);
        TokenResponse tokens = launch(client);
        client.userTokens().store(USER, tokens);
        fixture.failWith("invalid_request");
        fixture.sentRequests();
        List<Finding> findings = client.userTokens().signOut(USER).findings();
        assertThat(fixture.sentRequests()).containsExactly(REVOKE, REVOKE);
        assertThat(findings)
                .map(finding -> finding.member().orElse(""))
                .containsExactly("refresh_token", "access_token");
        assertThat(findings).extracting(Finding::toString).allSatisfy(message -> assertThat(message)
                .startsWith("SAFIRE-1519 The ")
                .contains("invalid_request")
                .doesNotContain(
                        tokens.accessToken().value(), tokens.refreshToken().orElseThrow()));
        assertThat(client.userTokens().find(USER)).isEmpty();
    }
}
