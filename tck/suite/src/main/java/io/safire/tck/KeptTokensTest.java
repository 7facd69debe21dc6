package io.safire.tck;

import static io.safire.tck.support.Bench.fresh;
import static io.safire.tck.support.Bench.launched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.spi.TokenStore.Entry;
import io.safire.tck.managed.Herd;
import io.safire.tck.managed.SharedTokens;
import io.safire.tck.managed.Watch;
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
import org.junit.jupiter.api.Test;

/** Tokens of signed-in users in a store of the application. */
@Area("stores")
@ArquillianTest
public class KeptTokensTest {

    private static final String USER = "session-1";

    @Inject
    SmartClients clients;

    @Inject
    SharedTokens store;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(KeptTokensTest.class).with(Herd.class, Watch.class, SharedTokens.class);
        for (String name : List.of("user", "many", "gone", "sealed", "lost", "torn", "keys", "flood", "bare")) {
            archive.server(name, "public")
                    .set(name, "store-key", Base64.getEncoder().encodeToString(new byte[32]));
        }
        return archive.server("keyless", "public").build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/105", "smart-2.2.0/106", "smart-2.2.0/117"})
    void keptTokensAreRenewedEachTimeWithTheRefreshTokenThatCameLast() {
        SandboxServer ehr = fresh("user");
        SmartClient client = clients.client("user");
        TokenResponse first = launched(client, ehr);
        ManagedTokens user = client.userTokens().store(USER, first);
        assertThat(user.accessToken()).isEqualTo(first.accessToken());
        assertThat(user.tokens()).isEqualTo(first);
        String before = first.refreshToken().orElseThrow();
        for (int renewal = 1; renewal <= 2; renewal++) {
            renewed(user);
            List<RecordedRequest> requests = ehr.requests(Endpoint.TOKEN);
            assertThat(requests).hasSize(renewal + 1);
            assertThat(requests.get(renewal).parameter("grant_type")).isEqualTo("refresh_token");
            assertThat(requests.get(renewal).parameter("refresh_token")).isEqualTo(before);
            String next = user.tokens().refreshToken().orElseThrow();
            assertThat(next).isNotEqualTo(before);
            before = next;
        }
        ManagedTokens found = client.userTokens().find(USER).orElseThrow();
        assertThat(found.tokens()).isEqualTo(user.tokens());
        assertThat(found.tokens().context().patient()).contains("pat-1");
        assertThat(found.tokens().identity()).isEqualTo(first.identity());
        assertThat(client.userTokens().find("session-2")).isEmpty();
    }

    @Test
    void manyCallersOfOneUserSendTheRefreshTokenOnce() {
        SandboxServer ehr = fresh("many");
        SmartClient client = clients.client("many");
        ManagedTokens user = client.userTokens().store(USER, launched(client, ehr));
        AccessToken refused = user.accessToken();
        renewed(user);
        ehr.next(Endpoint.TOKEN, Answer.normal().delay(Duration.ofMillis(50)));
        AccessToken second = user.accessToken();
        Watch.until(() -> {
            client.resources().invalidate(second);
            Set<Object> values = new HashSet<>(Herd.of(
                    100, () -> client.userTokens().find(USER).orElseThrow().accessToken().value()));
            assertThat(values).hasSize(1).doesNotContain(refused.value());
            return !values.contains(second.value());
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(3);
    }

    @Test
    void forgottenTokensAreGone() {
        SandboxServer ehr = fresh("gone");
        SmartClient client = clients.client("gone");
        TokenResponse tokens = launched(client, ehr);
        ManagedTokens user = client.userTokens().store(USER, tokens);
        assertThat(client.userTokens().find(USER)).isPresent();
        client.userTokens().remove(USER);
        assertThat(client.userTokens().find(USER)).isEmpty();
        assertThatThrownBy(user::accessToken)
                .isInstanceOfSatisfying(ValidationException.class, failure -> assertThat(failure.attribute())
                        .isEqualTo("subject"));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(client.userTokens().store(USER, tokens).accessToken()).isEqualTo(tokens.accessToken());
    }

    @Test
    void storeSeesSealedContentWhichOpensForItsUserOnly() {
        SandboxServer ehr = fresh("sealed");
        SmartClient client = clients.client("sealed");
        TokenResponse tokens = launched(client, ehr);
        client.userTokens().store(USER, tokens);
        assertThat(store.seen("sealed", USER))
                .doesNotContain(tokens.accessToken().value())
                .doesNotContain(tokens.refreshToken().orElseThrow())
                .doesNotContain("pat-1");
        Entry kept = store.entry("sealed", USER);
        store.put("sealed", "session-2", kept);
        assertThat(client.userTokens().find("session-2")).isEmpty();
        client.userTokens().remove(USER);
        byte[] changed = kept.content();
        changed[changed.length - 1] ^= 1;
        store.put("sealed", USER, new Entry(changed, kept.expiresAt()));
        assertThat(client.userTokens().find(USER)).isEmpty();
        store.put("sealed", USER, kept);
        assertThat(client.userTokens().find(USER)).hasValueSatisfying(found -> {
            assertThat(found.accessToken()).isEqualTo(tokens.accessToken());
            assertThat(found.tokens()).isEqualTo(tokens);
        });
    }

    @Test
    void refreshTokenWhoseAnswerWasLostIsNotSentAgain() {
        SandboxServer ehr = fresh("lost");
        SmartClient client = clients.client("lost");
        ManagedTokens user = client.userTokens().store(USER, launched(client, ehr));
        ehr.next(Endpoint.TOKEN, Answer.drop(), Answer.drop(), Answer.drop());
        AccessToken token = user.accessToken();
        Watch.until(() -> {
            user.invalidate(token);
            return fails(user);
        });
        for (int call = 0; call < 3; call++) {
            assertThatThrownBy(user::accessToken)
                    .isInstanceOfSatisfying(ValidationException.class, failure -> assertThat(failure.attribute())
                            .isEqualTo("refresh_token"));
        }
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
        assertThat(client.userTokens().store(USER, launched(client, fresh("lost"))).accessToken())
                .isNotEqualTo(token);
    }

    @Test
    void newTokensAreHandedOutWhenTheStoreHasThemAndNotLostBefore() {
        SandboxServer ehr = fresh("torn");
        SmartClient client = clients.client("torn");
        ManagedTokens user = client.userTokens().store(USER, launched(client, ehr));
        AccessToken before = user.accessToken();
        ehr.next(Endpoint.TOKEN, Answer.normal().held());
        try {
            CompletableFuture<Void> breaking = CompletableFuture.runAsync(() -> {
                Watch.until(() -> ehr.requests(Endpoint.TOKEN).size() == 2);
                store.broken(true);
                ehr.release();
            });
            Watch.until(() -> {
                user.invalidate(before);
                return fails(user);
            });
            breaking.join();
            assertThatThrownBy(user::accessToken).isInstanceOf(TokenStoreException.class);
        } finally {
            store.broken(false);
        }
        Watch.until(() -> !fails(user));
        assertThat(user.accessToken()).isNotEqualTo(before);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
        renewed(user);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(3);
    }

    /** Loading the keys can take long, and only this client has the refresh token that the server accepts from now on. */
    @Test
    void refreshTokenIsInTheStoreBeforeTheKeysForItsIdTokenAreRead() {
        SandboxServer ehr = fresh("keys");
        SmartClient client = clients.client("keys");
        ManagedTokens user = client.userTokens().store(USER, launched(client, ehr));
        ehr.quirks(Quirk.ID_TOKEN_ON_REFRESH);
        ehr.replaceKeys("ES256");
        int known = ehr.requests(Endpoint.JWKS).size();
        ehr.next(Endpoint.JWKS, Answer.normal().held());
        try {
            CompletableFuture<Void> breaking = CompletableFuture.runAsync(() -> {
                Watch.until(() -> ehr.requests(Endpoint.JWKS).size() > known);
                store.broken(true);
                ehr.release();
            });
            renewed(user);
            breaking.join();
        } finally {
            store.broken(false);
        }
        renewed(user);
        assertThat(user.tokens().identity()).isPresent();
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(3);
    }

    /** To abandon a response, a client may close a connection that other requests share. */
    @Test
    void answerWithoutEndToOneCallerDoesNotCostTheRefreshTokenOfAnother() {
        SandboxServer ehr = fresh("flood");
        SmartClient client = clients.client("flood");
        ManagedTokens user = client.userTokens().store(USER, launched(client, ehr));
        AccessToken before = user.accessToken();
        ehr.next(Endpoint.TOKEN, Answer.normal().held());
        ehr.next(Endpoint.INTROSPECT, Answer.status(200).body("application/json", "x".repeat(3 << 20)));
        CompletableFuture<Void> renewal = CompletableFuture.runAsync(() -> renewed(user));
        Watch.until(() -> ehr.requests(Endpoint.TOKEN).size() == 2);
        assertThatThrownBy(() -> client.tokens().introspect(before)).isInstanceOf(SmartException.class);
        assertThat(ehr.requests(Endpoint.INTROSPECT)).hasSize(1);
        assertThat(renewal).isNotDone();
        ehr.release();
        renewal.join();
        assertThat(user.accessToken()).isNotEqualTo(before);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
    }

    @Test
    void tokensOfAnotherServerAndOfNobodyAreNotKept() {
        SandboxServer ehr = fresh("bare");
        TokenResponse tokens = launched(clients.client("bare"), ehr);
        assertThatThrownBy(() -> clients.client("gone").userTokens().store(USER, tokens))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("bare");
        assertThatThrownBy(() -> clients.client("bare").userTokens().store(" ", tokens))
                .isInstanceOfSatisfying(ValidationException.class, failure -> assertThat(failure.attribute())
                        .isEqualTo("subject"));
        assertThat(clients.client("bare").userTokens().store(USER, tokens).tokens()).isEqualTo(tokens);
    }

    @Test
    void storeOfTheApplicationNeedsAKey() {
        SandboxServer ehr = fresh("keyless");
        SmartClient client = clients.client("keyless");
        TokenResponse tokens = launched(client, ehr);
        assertThatThrownBy(() -> client.userTokens().store(USER, tokens))
                .isInstanceOfSatisfying(ConfigurationException.class, failure -> assertThat(failure.missingAttributes())
                        .containsExactly("store_key"))
                .hasMessageContaining("safire.keyless.store-key");
    }

    private static void renewed(ManagedTokens user) {
        AccessToken before = user.accessToken();
        Watch.until(() -> {
            user.invalidate(before);
            return !user.accessToken().equals(before);
        });
    }

    private static boolean fails(ManagedTokens user) {
        try {
            user.accessToken();
            return false;
        } catch (SmartException failure) {
            return true;
        }
    }
}
