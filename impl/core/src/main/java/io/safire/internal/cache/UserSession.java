package io.safire.internal.cache;

import io.safire.error.SmartException;
import io.safire.token.TokenResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The session of one signed-in user in memory. The session sends each refresh token only once. */
final class UserSession implements TokenRefresher {

    enum RefreshTokenState {
        UNUSED,
        /** The server may have consumed the refresh token. */
        SENT,
        CONSUMED
    }

    /**
     * The tokens of a session.
     *
     * @param account the issuer and subject of the ID token; empty if there is no ID token
     * @param number the number of the sign-in, in order of time
     */
    record SignIn(TokenSnapshot snapshot, RefreshTokenState refreshToken, String account, long number) {
        SignIn with(RefreshTokenState state) {
            return new SignIn(snapshot, state, account, number);
        }

        SignIn with(TokenSnapshot refreshed) {
            return new SignIn(refreshed, RefreshTokenState.UNUSED, account, number);
        }

        boolean isRefreshTokenUsed() {
            return refreshToken != RefreshTokenState.UNUSED;
        }
    }

    private final UserTokenContext context;
    private final AutoRefreshingToken token;
    /** The current tokens; null after the end of the session. Each change replaces the value atomically. */
    private final AtomicReference<@Nullable SignIn> current = new AtomicReference<>();

    UserSession(UserTokenContext context) {
        this.context = context;
        this.token = context.tokenFactory().apply(this);
    }

    AutoRefreshingToken token() {
        return token;
    }

    /** Returns null after the end of the session. */
    @Nullable
    SignIn current() {
        return current.get();
    }

    /** A refresh in progress has no effect on the new tokens. */
    void signIn(SignIn next) {
        current.set(next);
        token.replace(next.snapshot());
    }

    @Nullable
    SignIn end() {
        SignIn last = current.getAndSet(null);
        token.clear();
        return last;
    }

    /** Ends the session. Callers can still use an access token that they have already received. */
    void evict() {
        current.set(null);
    }

    @Override
    public boolean canRefresh(TokenSnapshot snapshot) {
        return snapshot.tokens().refreshToken().isPresent();
    }

    @Override
    public RefreshResult refresh(@Nullable CachedToken last) {
        SignIn before = current.get();
        if (before == null) {
            return new RefreshResult.NoTokens(context.noTokens());
        }
        if (before.snapshot().isNewerThan(last, context.clock().getAsLong())) {
            return new RefreshResult.Refreshed(before.snapshot());
        }
        context.requireRefreshToken(before.snapshot(), before.isRefreshTokenUsed());
        SignIn sent = before.with(RefreshTokenState.SENT);
        long requestedAt = context.clock().getAsLong();
        try {
            RefreshResponse response = send(before, sent);
            return store(
                    sent,
                    response,
                    TokenSnapshot.of(
                            response.tokens(), requestedAt, context.clock().getAsLong()));
        } catch (TokensReplacedException replaced) {
            return new RefreshResult.Deferred();
        }
    }

    private RefreshResponse send(SignIn before, SignIn sent) {
        try {
            return context.requests().refresh(before.snapshot().tokens(), () -> markAsSent(before, sent));
        } catch (SmartException failure) {
            boolean unused = RefreshFailures.isRefreshTokenUnused(failure);
            current.compareAndSet(sent, unused ? before : before.with(RefreshTokenState.CONSUMED));
            throw RefreshFailures.forCallers(failure);
        }
    }

    /**
     * Records that the server may have consumed the refresh token. This method is called before each attempt, and
     * prevents the attempt if the user has signed out or signed in again.
     */
    private void markAsSent(SignIn before, SignIn sent) {
        if (current.get() != sent && !current.compareAndSet(before, sent)) {
            throw new TokensReplacedException();
        }
    }

    private RefreshResult store(SignIn sent, RefreshResponse response, TokenSnapshot received) {
        SignIn next = sent.with(received);
        if (!current.compareAndSet(sent, next)) {
            return discard(received);
        }
        TokenResponse earlier = sent.snapshot().tokens();
        TokenSnapshot complete = received.withTokens(context.requests().complete(earlier, response));
        current.compareAndSet(next, next.with(complete));
        return new RefreshResult.Refreshed(complete);
    }

    /**
     * Handles a response that arrives after the user has signed out or signed in again. After a sign-out, only this
     * response contains the new tokens, so the session revokes them. After a new sign-in, the tokens are not revoked,
     * because a revocation could also end the new session at the server.
     */
    private RefreshResult discard(TokenSnapshot received) {
        if (current.get() != null) {
            return new RefreshResult.Deferred();
        }
        context.requests().revoke(received.tokens());
        return new RefreshResult.NoTokens(context.noTokens());
    }

    /** Thrown before a refresh token is sent, if its tokens were replaced or removed in the meantime. */
    private static final class TokensReplacedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TokensReplacedException() {
            super("The tokens were replaced", null, false, false);
        }
    }
}
