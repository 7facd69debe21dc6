package io.safire.impl.call;

import io.safire.impl.managed.RefreshAnswer;
import io.safire.impl.managed.TokenRequests;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.util.Optional;

/** What managed tokens are asked for with. */
record ManagedRequests(BackendRequest backend, TokenRefresh refresh) implements TokenRequests {

    @Override
    public TokenResponse backend(Scopes scopes) {
        return backend.token(scopes, Optional.empty());
    }

    @Override
    public RefreshAnswer refresh(TokenResponse earlier, Runnable leaving) {
        return refresh.ahead(earlier, leaving);
    }

    @Override
    public TokenResponse completed(TokenResponse earlier, RefreshAnswer answer) {
        return refresh.completed(earlier, answer);
    }
}
