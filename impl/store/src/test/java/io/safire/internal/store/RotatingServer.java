package io.safire.internal.store;

import io.safire.diagnosis.Finding;
import io.safire.internal.cache.ManagedTokenRequests;
import io.safire.internal.cache.RefreshResponse;
import io.safire.token.Scopes;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** A fake server that rotates refresh tokens and counts each reuse of a consumed refresh token. */
final class RotatingServer implements ManagedTokenRequests {

    static final long LIFE = 300_000;

    private final LongSupplier clock;
    private final Set<String> consumed = new HashSet<>();
    private int requests;
    private int reuses;
    final List<String> revoked = new ArrayList<>();
    List<Finding> notRevoked = List.of();
    Runnable beforeSend = () -> {};
    Runnable beforeResponse = () -> {};
    UnaryOperator<TokenResponse> completion = response -> response;

    RotatingServer(LongSupplier clock) {
        this.clock = clock;
    }

    int requests() {
        return requests;
    }

    int reuses() {
        return reuses;
    }

    TokenResponse firstTokens() {
        return TokenFixtures.tokens("access-0", "refresh-0", clock.getAsLong() + LIFE);
    }

    @Override
    public TokenResponse requestToken(Scopes scopes) {
        throw new AssertionError("Unexpected call");
    }

    @Override
    public RefreshResponse refresh(TokenResponse earlier, Runnable marker) {
        beforeSend.run();
        marker.run();
        requests++;
        if (!consumed.add(earlier.refreshToken().orElseThrow())) {
            reuses++;
        }
        beforeResponse.run();
        return new RefreshResponse(
                TokenFixtures.tokens("access-" + requests, "refresh-" + requests, clock.getAsLong() + LIFE), false);
    }

    @Override
    public List<Finding> revoke(TokenResponse tokens) {
        tokens.refreshToken().ifPresent(revoked::add);
        revoked.add(tokens.accessToken().value());
        return notRevoked;
    }

    @Override
    public SignOut signOut(TokenResponse tokens) {
        return SignOut.of(tokens.server(), revoke(tokens));
    }

    @Override
    public TokenResponse complete(TokenResponse earlier, RefreshResponse response) {
        return completion.apply(response.tokens());
    }
}
