package io.safire.impl.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.Finding;
import io.safire.error.SmartException;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.util.List;
import java.util.Map;

/** A fixture of a signed-in user, two nodes that share a store, and a server that accepts each refresh token once. */
final class RenewalBench {

    static final String USER = "user-1";

    final SettableTime clock = new SettableTime();
    final HookedStore store = new HookedStore(new MemoryTokenStore(server -> 100, Fixture.clock(clock)));
    final SealedStore sealed = Fixture.sealed(store);
    final RotatingServer server = new RotatingServer(clock);
    final HeldThreads threads = new HeldThreads();
    private final HeldAnswers held = new HeldAnswers(threads::take, this::pause, (work, later) -> {});
    final SharedRenewal one = node();
    final SharedRenewal other = node();
    final Current usable;
    Runnable pausing = () -> {};

    RenewalBench() {
        long now = clock.getAsLong();
        Obtained first = Obtained.of(server.first(), now, now);
        assertThat(sealed.save(USER, KeptContent.of(first), 0)).isTrue();
        usable = Current.of(first, now);
    }

    SharedRenewal node() {
        return node(server);
    }

    private SharedRenewal node(TokenRequests requests) {
        return new SharedRenewal(Fixture.settings(Map.of()), USER, sealed, requests, clock, clock::pass, held);
    }

    /** Returns the cached token in a state in which it must not be used any more. */
    Current over() {
        return usable.quietUntil(0).refused();
    }

    /** Returns the stored tokens of the user. */
    KeptContent kept() {
        return sealed.find(USER).orElseThrow().content();
    }

    /** Saves the entry unchanged, which increments its version. */
    void bump() {
        Runnable again = store.beforeSave;
        store.beforeSave = () -> {};
        Kept kept = sealed.find(USER).orElseThrow();
        sealed.save(USER, kept.content(), kept.version());
        store.beforeSave = again;
    }

    /** Stores the lease of a node that died during a refresh. */
    void claim(Claim.Phase phase, long life) {
        Kept kept = sealed.find(USER).orElseThrow();
        Claim claim = new Claim("dead", phase, clock.getAsLong() + life);
        assertThat(sealed.save(USER, kept.content().with(claim), kept.version()))
                .isTrue();
    }

    /** Sends the refresh token from another node, with a request that fails. */
    void failing(SmartException failure) {
        SharedRenewal node = node(new Failing(failure));
        assertThatThrownBy(() -> node.next(usable)).isSameAs(failure);
    }

    static Current current(Renewal renewal) {
        Obtained obtained = ((Renewal.Renewed) renewal).obtained();
        return Current.of(obtained, obtained.at());
    }

    static String value(Renewal renewal) {
        return current(renewal).token().value();
    }

    static void fail() {
        throw new IllegalStateException("Database unavailable");
    }

    private void pause(long milliseconds) {
        clock.pass(milliseconds);
        pausing.run();
    }

    /** A client whose requests fail after they were sent. */
    private record Failing(SmartException failure) implements TokenRequests {
        @Override
        public TokenResponse backend(Scopes scopes) {
            throw failure;
        }

        @Override
        public RefreshAnswer refresh(TokenResponse earlier, Runnable leaving) {
            leaving.run();
            throw failure;
        }

        @Override
        public TokenResponse completed(TokenResponse earlier, RefreshAnswer answer) {
            throw failure;
        }

        @Override
        public List<Finding> revoke(TokenResponse tokens) {
            throw failure;
        }
    }
}
