package io.safire.tck.area.managed;

import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.Finding;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.spi.TokenStore.Entry;
import io.safire.tck.SharedApplication;
import io.safire.tck.managed.Polling;
import io.safire.tck.managed.SharedTokenStore;
import io.safire.tck.support.TckArchive;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Removal of user tokens by sign-out, or by too many sessions of one account. */
@SharedApplication("stores")
@Tag("managed")
@ArquillianTest
public class UserSignOutTest {

    private static final String USER = "session-1";

    @Inject
    SmartClients clients;

    @Inject
    SharedTokenStore store;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(UserSignOutTest.class)
                .with(Polling.class, SharedTokenStore.class)
                .withJars("store");
        for (String name : List.of("out", "late", "left", "crowd")) {
            archive.server(name, "public")
                    .set(name, "store-key", Base64.getEncoder().encodeToString(new byte[32]));
        }
        return archive.set("crowd", "max-tokens-per-account", "2").build();
    }

    /**
     * Simulates a refresh on another node: the tokens in the store differ from those in the cache of the client that
     * signs the user out.
     */
    @Test
    void revokesStoredTokensAtSignOut() {
        SandboxServer ehr = resetServer("out");
        SmartClient client = clients.client("out");
        TokenResponse current = launch(client, ehr);
        client.userTokens().store(USER, current);
        Entry entry = store.entry("out", USER);
        client.userTokens().store(USER, launch(client, ehr));
        store.put("out", USER, entry);
        assertThat(client.userTokens().signOut(USER).findings()).isEmpty();
        assertThat(revokedTokens(ehr))
                .containsExactly(
                        current.refreshToken().orElseThrow(),
                        current.accessToken().value());
        assertThat(client.tokens().introspect(current.accessToken()).isActive()).isFalse();
        assertThat(client.userTokens().find(USER)).isEmpty();
        assertThat(client.userTokens().signOut(USER).findings()).isEmpty();
        assertThat(revokedTokens(ehr)).hasSize(2);
    }

    @Test
    void discardsRefreshInProgressAtSignOut() {
        SandboxServer ehr = resetServer("late");
        SmartClient client = clients.client("late");
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        AccessToken before = user.accessToken();
        ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().hold());
        CompletableFuture<Void> refresh = CompletableFuture.runAsync(() -> Polling.until(() -> {
            user.invalidate(before);
            return isFailing(user);
        }));
        Polling.until(() -> ehr.requests(Endpoint.TOKEN).size() == 2);
        assertThat(client.userTokens().signOut(USER).findings())
                .map(finding -> finding.member().orElse(""))
                .containsExactly("refresh_token");
        assertThat(revokedTokens(ehr)).hasSize(2);
        ehr.release();
        refresh.join();
        Polling.until(() -> revokedTokens(ehr).size() == 4);
        List<String> all = revokedTokens(ehr);
        assertThat(all).doesNotHaveDuplicates();
        assertThat(client.tokens().introspect(all.get(3)).isActive()).isFalse();
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(all.get(2)))).isInstanceOf(TokenException.class);
        assertThat(client.userTokens().find(USER)).isEmpty();
    }

    @Test
    void reportsTokensNotRevokedAtSignOut() {
        SandboxServer ehr = resetServer("left");
        SmartClient client = clients.client("left");
        TokenResponse tokens = launch(client, ehr);
        client.userTokens().store(USER, tokens);
        ehr.script(
                Endpoint.REVOKE,
                ScriptedResponse.status(400).body("application/json", "{\"error\":\"invalid_request\"}"));
        List<Finding> findings = client.userTokens().signOut(USER).findings();
        assertThat(findings).map(finding -> finding.member().orElse("")).containsExactly("refresh_token");
        assertThat(findings.get(0).message())
                .contains("invalid_request")
                .doesNotContain(tokens.refreshToken().orElseThrow());
        assertThat(revokedTokens(ehr)).hasSize(2);
        assertThat(client.tokens().introspect(tokens.accessToken()).isActive()).isFalse();
        assertThat(client.userTokens().find(USER)).isEmpty();
    }

    @Test
    void removesOldestSessionAboveAccountLimit() {
        SandboxServer ehr = resetServer("crowd");
        SmartClient client = clients.client("crowd");
        for (int session = 1; session <= 3; session++) {
            TokenResponse tokens = launch(client, ehr);
            assertThat(tokens.identity()).as("session " + session).isPresent();
            client.userTokens().store("session-" + session, tokens);
        }
        assertThat(client.userTokens().find("session-1")).isEmpty();
        assertThat(client.userTokens().find("session-2")).isPresent();
        assertThat(client.userTokens().find("session-3")).isPresent();
    }

    private static List<String> revokedTokens(SandboxServer ehr) {
        return ehr.requests(Endpoint.REVOKE).stream()
                .map(request -> request.parameter("token"))
                .toList();
    }

    private static boolean isFailing(ManagedTokens user) {
        try {
            user.accessToken();
            return false;
        } catch (SmartException failure) {
            return true;
        }
    }
}
