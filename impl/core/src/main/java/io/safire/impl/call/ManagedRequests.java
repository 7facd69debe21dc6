package io.safire.impl.call;

import io.safire.Finding;
import io.safire.error.SmartException;
import io.safire.impl.managed.RefreshAnswer;
import io.safire.impl.managed.TokenRequests;
import io.safire.impl.message.Message;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The requests of managed tokens, sent by the flows of one client. */
record ManagedRequests(BackendRequest backend, TokenRefresh refresh, TokenServices services) implements TokenRequests {

    private static final Logger LOG = System.getLogger(ManagedRequests.class.getName());

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

    @Override
    public List<Finding> revoke(TokenResponse tokens) {
        List<Finding> findings = new ArrayList<>();
        // the refresh token first, so that no node refreshes the access token that is revoked next
        tokens.refreshToken()
                .ifPresent(token -> findings.addAll(revoked(
                        tokens.server(), "refresh_token", () -> services.revokeRefreshToken(token))));
        findings.addAll(revoked(
                tokens.server(), "access_token", () -> services.revoke(tokens.accessToken())));
        return List.copyOf(findings);
    }

    private static List<Finding> revoked(String server, String token, Supplier<List<Finding>> revocation) {
        try {
            return revocation.get();
        } catch (SmartException failure) {
            String message = Message.TOKEN_NOT_REVOKED.of(server, token, failure.getMessage());
            LOG.log(Level.WARNING, message);
            return List.of(new Finding(token, message));
        }
    }
}
