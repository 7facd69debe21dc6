package io.safire.tck.area.managed;

import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.error.ConfigurationException;
import io.safire.error.SignInRequiredException;
import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.spi.TokenStore.Entry;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.managed.ConcurrentCallers;
import io.safire.tck.managed.Polling;
import io.safire.tck.managed.SharedTokenStore;
import io.safire.tck.support.TckArchive;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens of signed-in users in a store that the application provides. */
@SharedApplication("stores")
@Tag("managed")
@ArquillianTest
public class UserTokensTest {

    private static final String USER = "session-1";

    @Inject
    SmartClients clients;

    @Inject
    SharedTokenStore store;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(UserTokensTest.class)
                .with(ConcurrentCallers.class, Polling.class, SharedTokenStore.class)
                .withJars("store");
        for (String name : List.of("user", "many", "gone", "sealed", "lost", "torn", "keys", "flood", "bare")) {
            archive.server(name, "public")
                    .set(name, "store-key", Base64.getEncoder().encodeToString(new byte[32]));
        }
        return archive.server("keyless", "public").build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/105", "smart-2.2.0/106", "smart-2.2.0/117"})
    void refreshesUserTokensWithLatestRefreshToken() {
        SandboxServer ehr = resetServer("user");
        SmartClient client = clients.client("user");
        TokenResponse first = launch(client, ehr);
        ManagedTokens user = client.userTokens().store(USER, first);
        assertThat(user.accessToken()).isEqualTo(first.accessToken());
        assertThat(user.tokens()).isEqualTo(first);
        String before = first.refreshToken().orElseThrow();
        for (int round = 1; round <= 2; round++) {
            refresh(user);
            List<RecordedRequest> requests = ehr.requests(Endpoint.TOKEN);
            assertThat(requests).as("round " + round).hasSize(round + 1);
            assertThat(requests.get(round).parameter("grant_type"))
                    .as("round " + round)
                    .isEqualTo("refresh_token");
            assertThat(requests.get(round).parameter("refresh_token"))
                    .as("round " + round)
                    .isEqualTo(before);
            String next = user.tokens().refreshToken().orElseThrow();
            assertThat(next).as("round " + round).isNotEqualTo(before);
            before = next;
        }
        ManagedTokens found = client.userTokens().find(USER).orElseThrow();
        assertThat(found.tokens()).isEqualTo(user.tokens());
        assertThat(found.tokens().context().patient()).contains("pat-1");
        assertThat(found.tokens().identity()).isEqualTo(first.identity());
        assertThat(client.userTokens().find("session-2")).isEmpty();
    }

    @Test
    void sendsRefreshTokenOnceForConcurrentCallers() {
        SandboxServer ehr = resetServer("many");
        SmartClient client = clients.client("many");
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        AccessToken first = user.accessToken();
        refresh(user);
        ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().delay(Duration.ofMillis(50)));
        AccessToken second = user.accessToken();
        Polling.until(() -> {
            client.resources().invalidate(second);
            Set<Object> values = new HashSet<>(ConcurrentCallers.call(100, () -> client.userTokens()
                    .find(USER)
                    .orElseThrow()
                    .accessToken()
                    .value()));
            assertThat(values).hasSize(1).doesNotContain(first.value());
            return !values.contains(second.value());
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(3);
    }

    @Test
    void removesForgottenUserTokens() {
        SandboxServer ehr = resetServer("gone");
        SmartClient client = clients.client("gone");
        TokenResponse tokens = launch(client, ehr);
        ManagedTokens user = client.userTokens().store(USER, tokens);
        assertThat(client.userTokens().find(USER)).isPresent();
        client.userTokens().remove(USER);
        assertThat(client.userTokens().find(USER)).isEmpty();
        assertThatThrownBy(user::accessToken).isInstanceOf(SignInRequiredException.class);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(client.userTokens().store(USER, tokens).accessToken()).isEqualTo(tokens.accessToken());
    }

    @Test
    @Assertion(id = {"smart-2.2.0/8", "smart-2.2.0/9", "smart-2.2.0/90"})
    void storesEncryptedTokensBoundToUser() {
        SandboxServer ehr = resetServer("sealed");
        SmartClient client = clients.client("sealed");
        TokenResponse tokens = launch(client, ehr);
        client.userTokens().store(USER, tokens);
        assertThat(store.storedText("sealed", USER))
                .doesNotContain(tokens.accessToken().value())
                .doesNotContain(tokens.refreshToken().orElseThrow())
                .doesNotContain("pat-1");
        Entry stored = store.entry("sealed", USER);
        store.put("sealed", "session-2", stored);
        assertThat(client.userTokens().find("session-2")).isEmpty();
        client.userTokens().remove(USER);
        byte[] changed = stored.content();
        changed[changed.length - 1] ^= 1;
        store.put("sealed", USER, new Entry(changed, stored.expiresAt()));
        assertThat(client.userTokens().find(USER)).isEmpty();
        store.put("sealed", USER, stored);
        assertThat(client.userTokens().find(USER)).hasValueSatisfying(found -> {
            assertThat(found.accessToken()).isEqualTo(tokens.accessToken());
            assertThat(found.tokens()).isEqualTo(tokens);
        });
    }

    @Test
    void doesNotResendRefreshTokenAfterLostResponse() {
        SandboxServer ehr = resetServer("lost");
        SmartClient client = clients.client("lost");
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        ehr.script(Endpoint.TOKEN, ScriptedResponse.drop(), ScriptedResponse.drop(), ScriptedResponse.drop());
        AccessToken token = user.accessToken();
        Polling.until(() -> {
            user.invalidate(token);
            return isFailing(user);
        });
        for (int call = 0; call < 3; call++) {
            assertThatThrownBy(user::accessToken).as("call " + call).isInstanceOf(SignInRequiredException.class);
        }
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
        assertThat(client.userTokens()
                        .store(USER, launch(client, resetServer("lost")))
                        .accessToken())
                .isNotEqualTo(token);
    }

    @Test
    void returnsNewTokensOnlyAfterStoreWrite() {
        SandboxServer ehr = resetServer("torn");
        SmartClient client = clients.client("torn");
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        AccessToken before = user.accessToken();
        ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().hold());
        try {
            CompletableFuture<Void> storeFailure = CompletableFuture.runAsync(() -> {
                Polling.until(() -> ehr.requests(Endpoint.TOKEN).size() == 2);
                store.setFailing(true);
                ehr.release();
            });
            Polling.until(() -> {
                user.invalidate(before);
                return isFailing(user);
            });
            storeFailure.join();
            assertThatThrownBy(user::accessToken).isInstanceOf(TokenStoreException.class);
        } finally {
            store.setFailing(false);
        }
        Polling.until(() -> !isFailing(user));
        assertThat(user.accessToken()).isNotEqualTo(before);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
        refresh(user);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(3);
    }

    /**
     * A crash while the keys are loading would lose the new refresh token. The server no longer accepts the old one.
     */
    @Test
    void storesRefreshTokenBeforeLoadingJwks() {
        SandboxServer ehr = resetServer("keys");
        SmartClient client = clients.client("keys");
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        ehr.setQuirks(Quirk.ID_TOKEN_ON_REFRESH);
        ehr.replaceKeys("ES256");
        int known = ehr.requests(Endpoint.JWKS).size();
        ehr.script(Endpoint.JWKS, ScriptedResponse.normal().hold());
        try {
            CompletableFuture<Void> storeFailure = CompletableFuture.runAsync(() -> {
                Polling.until(() -> ehr.requests(Endpoint.JWKS).size() > known);
                store.setFailing(true);
                ehr.release();
            });
            refresh(user);
            storeFailure.join();
        } finally {
            store.setFailing(false);
        }
        refresh(user);
        assertThat(user.tokens().identity()).isPresent();
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(3);
    }

    /** A client that abandons a response may close a connection that other requests share. */
    @Test
    void completesRefreshWhenAnotherResponseIsAborted() {
        SandboxServer ehr = resetServer("flood");
        SmartClient client = clients.client("flood");
        ManagedTokens user = client.userTokens().store(USER, launch(client, ehr));
        AccessToken before = user.accessToken();
        ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().hold());
        ehr.script(Endpoint.INTROSPECT, ScriptedResponse.status(200).body("application/json", "x".repeat(3 << 20)));
        CompletableFuture<Void> refresh = CompletableFuture.runAsync(() -> refresh(user));
        Polling.until(() -> ehr.requests(Endpoint.TOKEN).size() == 2);
        assertThatThrownBy(() -> client.tokens().introspect(before)).isInstanceOf(SmartException.class);
        assertThat(ehr.requests(Endpoint.INTROSPECT)).hasSize(1);
        assertThat(refresh).isNotDone();
        ehr.release();
        refresh.join();
        assertThat(user.accessToken()).isNotEqualTo(before);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
    }

    @Test
    void rejectsTokensOfAnotherServer() {
        TokenResponse tokens = launch(clients.client("bare"), resetServer("bare"));
        assertThatThrownBy(() -> clients.client("gone").userTokens().store(USER, tokens))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("bare");
    }

    @Test
    void rejectsBlankSubject() {
        TokenResponse tokens = launch(clients.client("bare"), resetServer("bare"));
        assertThatThrownBy(() -> clients.client("bare").userTokens().store(" ", tokens))
                .isInstanceOfSatisfying(ValidationException.class, failure -> assertThat(failure.attribute())
                        .isEqualTo("subject"));
    }

    @Test
    void storesTokensOfOwnServer() {
        TokenResponse tokens = launch(clients.client("bare"), resetServer("bare"));
        assertThat(clients.client("bare").userTokens().store(USER, tokens).tokens())
                .isEqualTo(tokens);
    }

    @Test
    @Tag("messages")
    void diagnosisNamesTokenStoreThatCannotBeRead() {
        DiagnosisOptions options = DiagnosisOptions.defaults().withOnly(Set.of("SD-S01"));
        Diagnosis healthy = clients.client("gone").diagnose(options);
        assertThat(healthy.checks()).singleElement().satisfies(check -> assertThat(check.isPassed())
                .isTrue());
        store.setFailing(true);
        try {
            assertThat(clients.client("gone").diagnose(options).findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.id()).isEqualTo("SAFIRE-2283"));
        } finally {
            store.setFailing(false);
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/8")
    void requiresStoreKeyForApplicationStore() {
        SandboxServer ehr = resetServer("keyless");
        SmartClient client = clients.client("keyless");
        TokenResponse tokens = launch(client, ehr);
        assertThatThrownBy(() -> client.userTokens().store(USER, tokens))
                .isInstanceOfSatisfying(ConfigurationException.class, failure -> assertThat(failure.missingAttributes())
                        .containsExactly("store_key"))
                .hasMessageContaining("safire.keyless.store-key");
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
