package io.safire.tck.area.managed;

import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.SignInRequiredException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.TokenKey;
import io.safire.tck.SharedApplication;
import io.safire.tck.managed.Polling;
import io.safire.tck.managed.SharedTokenStore;
import io.safire.tck.support.TckArchive;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Failed refreshes of user tokens, and user tokens that another node has changed or removed. */
@SharedApplication("stores")
@Tag("managed")
@ArquillianTest
public class RefreshFailureTest {

    private static final String USER = "session-1";
    private static final String JSON = "application/json";

    @Inject
    SmartClients clients;

    @Inject
    SharedTokenStore store;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(RefreshFailureTest.class)
                .with(Polling.class, SharedTokenStore.class)
                .withJars("store");
        for (String name : List.of(
                "fail-nested",
                "fail-member",
                "fail-header",
                "fail-scope",
                "fail-redirect",
                "fail-gone",
                "fail-other")) {
            archive.server(name, "public")
                    .set(name, "store-key", Base64.getEncoder().encodeToString(new byte[32]));
        }
        return archive.build();
    }

    @Test
    void requiresSignInForInvalidGrantInNestedMember() {
        assertSignInRequired(
                "fail-nested",
                ScriptedResponse.status(400)
                        .body(JSON, "{\"error\":{\"code\":\"invalid_grant\",\"message\":\"revoked\"}}"));
    }

    @Test
    void requiresSignInForInvalidGrantInOtherMember() {
        assertSignInRequired(
                "fail-member", ScriptedResponse.status(400).body(JSON, "{\"errorCode\":\"invalid_grant\"}"));
    }

    @Test
    void requiresSignInForInvalidGrantInHeader() {
        assertSignInRequired(
                "fail-header",
                ScriptedResponse.status(400).header("WWW-Authenticate", "Bearer error=\"invalid_grant\""));
    }

    private void assertSignInRequired(String name, ScriptedResponse rejection) {
        SandboxServer ehr = resetServer(name);
        SmartClient client = clients.client(name);
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        ehr.script(Endpoint.TOKEN, rejection);
        SmartException failure = failureOfRefresh(user);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
        assertThat(failure)
                .isInstanceOf(SignInRequiredException.class)
                .cause()
                .isInstanceOfSatisfying(TokenException.class, rejected -> assertThat(rejected.errorCode())
                        .contains("invalid_grant"));
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
    }

    @Test
    void continuesAfterOtherErrorInNestedMember() {
        assertContinues(
                "fail-scope",
                ScriptedResponse.status(400).body(JSON, "{\"error\":{\"code\":\"invalid_scope\"}}"),
                "invalid_scope");
    }

    @Test
    void continuesAfterRedirectOfTokenEndpoint() {
        assertContinues(
                "fail-redirect", ScriptedResponse.redirect(URI.create("https://login.example/maintenance")), "");
    }

    private void assertContinues(String name, ScriptedResponse failure, String errorCode) {
        SandboxServer ehr = resetServer(name);
        SmartClient client = clients.client(name);
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        AccessToken before = user.accessToken();
        ehr.script(Endpoint.TOKEN, failure);
        assertThat(failureOfRefresh(user)).isInstanceOfSatisfying(TokenException.class, rejected -> assertThat(
                        rejected.errorCode().orElse(""))
                .isEqualTo(errorCode));
        Polling.until(() -> !isFailing(user));
        assertThat(user.accessToken()).isNotEqualTo(before);
        List<RecordedRequest> requests = ehr.requests(Endpoint.TOKEN);
        assertThat(requests).hasSize(3);
        assertThat(requests.get(2).parameter("refresh_token"))
                .isEqualTo(requests.get(1).parameter("refresh_token"));
    }

    /** Simulates a sign-out on another node, which removes the entry from the store. */
    @Test
    void findsNothingAfterSignOutOnOtherNode() {
        SandboxServer ehr = resetServer("fail-gone");
        SmartClient client = clients.client("fail-gone");
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        AccessToken cached = user.accessToken();
        TokenKey key = new TokenKey("fail-gone", USER);
        assertThat(store.delete(key, store.find(key).orElseThrow().version())).isTrue();
        assertThat(client.userTokens().find(USER)).as("valid access token").isPresent();
        Polling.until(() -> {
            user.invalidate(cached);
            return client.userTokens().find(USER).isEmpty();
        });
        assertThatThrownBy(user::tokens).isInstanceOf(SignInRequiredException.class);
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    /** Simulates a refresh on another node: the tokens in the store differ from those in the cache of this node. */
    @Test
    void returnsTokensThatOtherNodeStored() {
        SandboxServer ehr = resetServer("fail-other");
        SmartClient client = clients.client("fail-other");
        TokenResponse latest = launch(client, ehr);
        client.userTokens().store(USER, latest);
        Entry entry = store.entry("fail-other", USER);
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        AccessToken cached = user.accessToken();
        store.put("fail-other", USER, entry);
        assertThat(user.tokens().accessToken()).isEqualTo(cached);
        Polling.until(() -> {
            user.invalidate(cached);
            return !user.tokens().accessToken().equals(cached);
        });
        assertThat(user.tokens()).isEqualTo(latest);
        assertThat(client.userTokens().find(USER).orElseThrow().tokens()).isEqualTo(latest);
        assertThat(user.accessToken()).isEqualTo(latest.accessToken());
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
    }

    private static SmartException failureOfRefresh(ManagedTokens user) {
        AccessToken before = user.accessToken();
        AtomicReference<SmartException> failure = new AtomicReference<>();
        Polling.until(() -> {
            user.invalidate(before);
            try {
                user.accessToken();
                return false;
            } catch (SmartException thrown) {
                failure.set(thrown);
                return true;
            }
        });
        return failure.get();
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
