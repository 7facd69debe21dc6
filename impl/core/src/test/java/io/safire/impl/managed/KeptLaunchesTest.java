package io.safire.impl.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.impl.Logged;
import io.safire.impl.config.ServerSettings;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.TokenKey;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tests of user tokens on two nodes that share a store. */
class KeptLaunchesTest {

    private static final String USER = "user-1";

    private final SettableTime clock = new SettableTime();
    private final HookedStore store = new HookedStore(new MemoryTokenStore(server -> 100, Fixture.clock(clock)));
    private final RotatingServer server = new RotatingServer(clock);
    private final KeptLaunches node = node(100);
    private final KeptLaunches other = node(100);

    @Test
    void keptTokensAreFoundOnAnotherNode() {
        ManagedTokens user = node.store(USER, server.first());
        assertThat(user.server()).isEqualTo("epic");
        assertThat(user.subject()).isEqualTo(USER);
        assertThat(user.toString()).doesNotContain(USER);
        assertThat(other.find(USER)).hasValueSatisfying(found -> {
            assertThat(found.accessToken().value()).isEqualTo("access-0");
            assertThat(found.tokens().context().patient()).contains("pat-1");
        });
        assertThat(other.find("user-2")).isEmpty();
    }

    @Test
    void storeIsNotAskedWhileTheTokenIsGood() {
        ManagedTokens user = node.store(USER, server.first());
        int reads = store.reads();
        for (int call = 0; call < 100; call++) {
            user.accessToken();
            node.find(USER).orElseThrow().accessToken();
        }
        assertThat(store.reads()).isEqualTo(reads);
    }

    @Test
    void renewalOfOneNodeIsSeenByTheOtherWhenItsTokenIsDue() {
        ManagedTokens here = node.store(USER, server.first());
        ManagedTokens there = other.find(USER).orElseThrow();
        clock.pass(270_000);
        assertThat(here.accessToken().value()).isEqualTo("access-0");
        assertThat(here.accessToken().value()).isEqualTo("access-1");
        assertThat(there.accessToken().value()).isEqualTo("access-0");
        assertThat(there.accessToken().value()).isEqualTo("access-1");
        assertThat(there.tokens().refreshToken()).contains("refresh-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void tokenThatIsOverIsRenewedForWhoCallsFirst() {
        node.store(USER, server.first());
        clock.pass(RotatingServer.LIFE);
        assertThat(other.find(USER).orElseThrow().accessToken().value()).isEqualTo("access-1");
        assertThat(node.find(USER).orElseThrow().accessToken().value()).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void refusedTokenIsRenewedOnceOnAllNodes() {
        ManagedTokens here = node.store(USER, server.first());
        ManagedTokens there = other.find(USER).orElseThrow();
        AccessToken refused = here.accessToken();
        clock.pass(1_000);
        here.invalidate(refused);
        there.invalidate(refused);
        assertThat(here.accessToken().value()).isEqualTo("access-1");
        assertThat(there.accessToken().value()).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void whatIsForgottenIsGoneHereAtOnceAndElsewhereWhenItIsDue() {
        ManagedTokens here = node.store(USER, server.first());
        ManagedTokens there = other.find(USER).orElseThrow();
        node.remove(USER);
        assertThat(node.find(USER)).isEmpty();
        assertThatThrownBy(here::accessToken)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("SAFIRE-1513 epic");
        assertThatThrownBy(here::tokens).isInstanceOf(ValidationException.class);
        clock.pass(270_000);
        there.accessToken();
        assertThatThrownBy(there::accessToken).isInstanceOf(ValidationException.class);
        assertThat(server.requests()).isZero();
        node.remove(USER);
    }

    @Test
    void whoSignsOutWhileTheTokensAreLookedUpIsSignedOut() {
        node.store(USER, server.first());
        KeptLaunches late = node(100);
        store.afterFind = () -> {
            store.afterFind = () -> {};
            late.remove(USER);
        };
        assertThat(late.find(USER)).isEmpty();
        assertThat(late.find(USER)).isEmpty();
    }

    @Test
    void whoSignsOutWhileTheNewTokensAreSavedIsSignedOut() {
        node.store(USER, server.first());
        store.afterSave = () -> {
            store.afterSave = () -> {};
            node.remove(USER);
        };
        ManagedTokens anew = node.store(USER, server.first());
        assertThat(node.find(USER)).isEmpty();
        assertThatThrownBy(anew::accessToken).isInstanceOf(ValidationException.class);
    }

    @Test
    void whatCannotBeForgottenIsAnErrorAndGoneHereAllTheSame() {
        ManagedTokens user = node.store(USER, server.first());
        store.beforeDelete = () -> {
            throw new IllegalStateException("Database unavailable");
        };
        assertThatThrownBy(() -> node.remove(USER))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SAFIRE-1510 epic");
        assertThatThrownBy(user::tokens).isInstanceOf(ValidationException.class);
        store.beforeDelete = this::bump;
        assertThatThrownBy(() -> node.remove(USER)).isInstanceOf(TokenStoreException.class);
        store.beforeDelete = () -> {};
        node.remove(USER);
        assertThat(other.find(USER)).isEmpty();
    }

    @Test
    void newSignInTakesThePlaceOfTheOldOneForAllWhoHoldIt() {
        ManagedTokens user = node.store(USER, server.first());
        node.store(USER, Fixture.tokens("anew", "refresh-anew", clock.getAsLong() + RotatingServer.LIFE));
        assertThat(user.accessToken().value()).isEqualTo("anew");
    }

    @Test
    void whatCannotBeOpenedIsNotKeptAndMakesRoom() {
        TokenKey place = new TokenKey("epic", USER);
        Entry strange = new Entry(new byte[] {1, 2, 3}, Instant.ofEpochMilli(clock.getAsLong() + 60_000));
        store.save(place, strange, 0);
        assertThat(node.find(USER)).isEmpty();
        assertThat(node.store(USER, server.first()).accessToken().value()).isEqualTo("access-0");
        assertThat(other.find(USER)).isPresent();
    }

    @Test
    void storeThatFailsIsATypedErrorAndNothingIsKept() {
        store.beforeSave = () -> {
            throw new IllegalStateException("Database unavailable");
        };
        assertThatThrownBy(() -> node.store(USER, server.first()))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SAFIRE-1510 epic")
                .hasMessageContaining(HookedStore.class.getName())
                .hasRootCauseMessage("Database unavailable");
        assertThat(node.find(USER)).isEmpty();
    }

    @Test
    void renewalThatTheStoreDoesNotKeepLeavesTheOldToken() {
        ManagedTokens user = node.store(USER, server.first());
        clock.pass(270_000);
        server.answering = () -> store.beforeSave = () -> {
            throw new IllegalStateException("Database unavailable");
        };
        assertThat(user.accessToken().value()).isEqualTo("access-0");
        assertThat(user.accessToken().value()).isEqualTo("access-0");
        clock.pass(30_000);
        assertThatThrownBy(user::accessToken)
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SAFIRE-1518 epic");
        store.beforeSave = () -> {};
        clock.pass(5_000);
        assertThat(user.accessToken().value()).isEqualTo("access-1");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void blankSubjectIsNobody() {
        assertThatThrownBy(() -> node.store(" ", server.first()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("SAFIRE-1516 epic");
        assertThatThrownBy(() -> node.find("")).isInstanceOf(ValidationException.class);
    }

    @Test
    void nodeRemembersSoManyUsersAndFindsTheOthersInTheStore() {
        KeptLaunches small = node(2);
        for (int user = 0; user < 10; user++) {
            small.store("user-" + user, server.first());
        }
        for (int user = 0; user < 10; user++) {
            assertThat(small.find("user-" + user).orElseThrow().accessToken().value())
                    .isEqualTo("access-0");
        }
    }

    @Test
    void furtherSignInOfAnAccountRemovesItsFirst() {
        ManagedTokens first = node.store("session-1", signedIn("ada"));
        node.store("session-2", signedIn("ada"));
        other.store("session-3", signedIn("bob"));
        other.store("session-4", signedIn("ada"));
        assertThat(node.find("session-2")).isPresent();
        assertThat(node.find("session-3")).isPresent();
        assertThat(node.find("session-4")).isPresent();
        assertThat(other.find("session-1")).isEmpty();
        clock.pass(301_000);
        assertThatThrownBy(first::accessToken).isInstanceOf(ValidationException.class);
    }

    @Test
    void brokenListOfAnAccountDoesNotPreventTheSignIn() {
        AtomicInteger saves = new AtomicInteger();
        store.beforeSave = () -> {
            if (saves.incrementAndGet() > 1) {
                throw new IllegalStateException("broken");
            }
        };
        try (Logged log = new Logged(KeptLaunches.class.getName())) {
            assertThat(node.store(USER, signedIn("ada")).accessToken().value()).isEqualTo("access-0");
            assertThat(log.lines()).singleElement().asString().startsWith("WARNING SAFIRE-1510 epic: ");
        }
        assertThat(other.find(USER)).isPresent();
    }

    private TokenResponse signedIn(String user) {
        return Fixture.signedIn(server.first(), user);
    }

    /** Saves the entry unchanged, which increments its version. */
    private void bump() {
        SealedStore sealed = Fixture.sealed(store);
        Kept kept = sealed.find(USER).orElseThrow();
        sealed.save(USER, kept.content(), kept.version());
    }

    private KeptLaunches node(int most) {
        ServerSettings settings = Fixture.settings(
                Map.of("safire.epic.max-kept-tokens", String.valueOf(most), "safire.epic.max-tokens-per-account", "2"));
        SealedStore sealed = Fixture.sealed(store);
        RenewalThreads.Share threads = new RenewalThreads(Runnable::run).share();
        return new KeptLaunches(
                settings,
                sealed,
                server,
                subject -> new RenewedToken(
                        "epic",
                        new SharedRenewal(
                                settings,
                                subject,
                                sealed,
                                server,
                                clock,
                                clock::pass,
                                new HeldAnswers(work -> false, clock::pass, (work, later) -> {})),
                        new RenewalTimes(0.1, 0.2, () -> 0.5),
                        clock,
                        threads),
                clock);
    }
}
