package io.safire.impl.managed;

import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The application's own access tokens at one server, one for each set of scopes. */
final class BackendTokens {

    /** Bounds the memory if the application builds scopes from user input. */
    private static final int MANY = 500;

    private final RememberedTokens<Scopes> tokens;
    private final RenewedToken usual;
    private final Scopes usualScopes;

    BackendTokens(
            Scopes usualScopes,
            Function<TokenSource, RenewedToken> tokenOf,
            TokenRequests requests,
            LongSupplier clock) {
        this.tokens = new RememberedTokens<>(MANY, scopes -> tokenOf.apply(new Source(requests, scopes, clock)));
        this.usualScopes = usualScopes;
        this.usual = tokenOf.apply(new Source(requests, usualScopes, clock));
    }

    /** Returns the token for the configured scopes. */
    RenewedToken usual() {
        return usual;
    }

    AccessToken accessToken(Scopes scopes) {
        RenewedToken known = tokens.known(scopes);
        return (known == null ? add(scopes) : known).accessToken();
    }

    boolean invalidate(AccessToken token) {
        return usual.invalidate(token) || tokens.all().stream().anyMatch(candidate -> candidate.invalidate(token));
    }

    private RenewedToken add(Scopes scopes) {
        return scopes.equals(usualScopes) ? usual : tokens.of(scopes);
    }

    private record Source(TokenRequests requests, Scopes scopes, LongSupplier clock) implements TokenSource {
        @Override
        public Renewal next(@Nullable Current last) {
            long asked = clock.getAsLong();
            return new Renewal.Renewed(Obtained.of(requests.backend(scopes), asked, clock.getAsLong()));
        }

        @Override
        public boolean renews(Obtained obtained) {
            return true;
        }
    }
}
