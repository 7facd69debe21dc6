package io.safire.tck.area.managed;

import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.SignInRequiredException;
import io.safire.error.SmartException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.SharedApplication;
import io.safire.tck.managed.ConcurrentCallers;
import io.safire.tck.managed.Polling;
import io.safire.tck.support.TckArchive;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens of signed-in users in an application that provides no store and has no store key. */
@SharedApplication("tokens")
@Tag("managed")
@ArquillianTest
public class UserTokensInMemoryTest {

    private static final String USER = "session-1";
    private static final int CALLERS = 100;

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(UserTokensInMemoryTest.class).with(ConcurrentCallers.class, Polling.class);
        for (String name : List.of(
                "memory",
                "memory-many",
                "memory-lost",
                "memory-late",
                "memory-crowd",
                "memory-redirect",
                "memory-refused")) {
            archive.server(name, "public");
        }
        return archive.set("memory-crowd", "max-tokens-per-account", "2").build();
    }

    @Test
    void refreshesUserTokensWithLatestRefreshToken() {
        SandboxServer ehr = resetServer("memory");
        SmartClient client = clients.client("memory");
        TokenResponse first = launch(client, ehr);
        ManagedTokens user = client.userTokens().store(USER, first);
        assertThat(user.tokens()).isEqualTo(first);
        refresh(user);
        String second = user.tokens().refreshToken().orElseThrow();
        refresh(user);
        List<RecordedRequest> requests = ehr.requests(Endpoint.TOKEN);
        assertThat(requests).hasSize(3);
        assertThat(requests.get(1).parameter("refresh_token"))
                .isEqualTo(first.refreshToken().orElseThrow());
        assertThat(requests.get(2).parameter("refresh_token")).isEqualTo(second);
        ManagedTokens found = client.userTokens().find(USER).orElseThrow();
        assertThat(found.tokens()).isEqualTo(user.tokens());
        assertThat(found.tokens().context().patient()).contains("pat-1");
        assertThat(found.tokens().identity()).isEqualTo(first.identity());
        assertThat(client.userTokens().find("session-2")).isEmpty();
    }

    @Test
    void sendsRefreshTokenOnceForConcurrentCallers() {
        SandboxServer ehr = resetServer("memory-many");
        SmartClient client = clients.client("memory-many");
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        AccessToken first = user.accessToken();
        Polling.until(() -> {
            client.resources().invalidate(first);
            Set<Object> values = new HashSet<>(ConcurrentCallers.call(CALLERS, () -> client.userTokens()
                    .find(USER)
                    .orElseThrow()
                    .accessToken()
                    .value()));
            assertThat(values).hasSize(1);
            return !values.contains(first.value());
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
    }

    @Test
    void doesNotResendRefreshTokenAfterLostResponse() {
        SandboxServer ehr = resetServer("memory-lost");
        SmartClient client = clients.client("memory-lost");
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        ehr.script(Endpoint.TOKEN, ScriptedResponse.drop(), ScriptedResponse.drop(), ScriptedResponse.drop());
        AccessToken token = user.accessToken();
        Polling.until(() -> {
            user.invalidate(token);
            return isFailing(user);
        });
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
    }

    @Test
    void discardsRefreshInProgressAtSignOut() {
        SandboxServer ehr = resetServer("memory-late");
        SmartClient client = clients.client("memory-late");
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
        assertThat(revokedTokens(ehr)).doesNotHaveDuplicates();
        assertThat(client.userTokens().find(USER)).isEmpty();
    }

    @Test
    void removesOldestSessionAboveAccountLimit() {
        SandboxServer ehr = resetServer("memory-crowd");
        SmartClient client = clients.client("memory-crowd");
        for (int session = 1; session <= 3; session++) {
            client.userTokens().store("session-" + session, launch(client, ehr));
        }
        assertThat(client.userTokens().find("session-1")).isEmpty();
        assertThat(client.userTokens().find("session-2")).isPresent();
        assertThat(client.userTokens().find("session-3")).isPresent();
    }

    @Test
    void continuesAfterRedirectOfTokenEndpoint() {
        SandboxServer ehr = resetServer("memory-redirect");
        SmartClient client = clients.client("memory-redirect");
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        AccessToken before = user.accessToken();
        ehr.script(Endpoint.TOKEN, ScriptedResponse.redirect(URI.create("https://login.example/maintenance")));
        Polling.until(() -> {
            user.invalidate(before);
            return isFailing(user);
        });
        Polling.until(() -> !isFailing(user));
        assertThat(user.accessToken()).isNotEqualTo(before);
        List<RecordedRequest> requests = ehr.requests(Endpoint.TOKEN);
        assertThat(requests).hasSize(3);
        assertThat(requests.get(2).parameter("refresh_token"))
                .isEqualTo(requests.get(1).parameter("refresh_token"));
    }

    @Test
    void requiresSignInForInvalidGrantInNestedMember() {
        SandboxServer ehr = resetServer("memory-refused");
        SmartClient client = clients.client("memory-refused");
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        AccessToken before = user.accessToken();
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(400).body("application/json", "{\"error\":{\"code\":\"invalid_grant\"}}"));
        Polling.until(() -> {
            user.invalidate(before);
            return isFailing(user);
        });
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
    }

    private static List<String> revokedTokens(SandboxServer ehr) {
        return ehr.requests(Endpoint.REVOKE).stream()
                .map(request -> request.parameter("token"))
                .toList();
    }

    private static void refresh(ManagedTokens user) {
        AccessToken before = user.accessToken();
        Polling.until(() -> {
            user.invalidate(before);
            return !user.accessToken().equals(before);
        });
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
