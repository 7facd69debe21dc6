package io.safire.internal.client;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.error.SmartException;
import io.safire.internal.authentication.ClientAuthenticator;
import io.safire.internal.cache.ManagedTokenRequests;
import io.safire.internal.cache.RefreshResponse;
import io.safire.internal.message.Message;
import io.safire.token.Scopes;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The flows of one client, which also send the requests of its managed tokens. */
record ClientFlows(
        AuthorizationCodeFlow authorizationCode,
        RefreshTokenFlow refreshToken,
        ClientCredentialsFlow clientCredentials,
        IntrospectionAndRevocation issuedTokens,
        EndSessionRequestBuilder endSession,
        ClientAuthenticator authenticator)
        implements ManagedTokenRequests {

    private static final Logger LOG = System.getLogger(ClientFlows.class.getName());

    @Override
    public TokenResponse requestToken(Scopes scopes) {
        return clientCredentials.requestToken(scopes, Optional.empty());
    }

    @Override
    public RefreshResponse refresh(TokenResponse earlier, Runnable beforeSend) {
        return refreshToken.refreshDeferringValidation(earlier, beforeSend);
    }

    @Override
    public TokenResponse complete(TokenResponse earlier, RefreshResponse response) {
        return refreshToken.complete(earlier, response);
    }

    @Override
    public List<Finding> revoke(TokenResponse tokens) {
        List<Finding> findings = new ArrayList<>();
        // revoke the refresh token first, so that no node refreshes the access token, which is revoked next
        tokens.refreshToken()
                .ifPresent(token -> findings.addAll(
                        tryRevoke(tokens.server(), "refresh_token", () -> issuedTokens.revokeRefreshToken(token))));
        findings.addAll(tryRevoke(tokens.server(), "access_token", () -> issuedTokens.revoke(tokens.accessToken())));
        return List.copyOf(findings);
    }

    @Override
    public SignOut signOut(TokenResponse tokens) {
        List<Finding> findings = new ArrayList<>(revoke(tokens));
        SignOut signOut = endSession.build(tokens);
        findings.addAll(signOut.findings());
        return signOut.withFindings(findings);
    }

    private static List<Finding> tryRevoke(String server, String token, Supplier<List<Finding>> revocation) {
        try {
            return revocation.get();
        } catch (SmartException failure) {
            Failure problem = Message.TOKEN_NOT_REVOKED.format(server, token, failure.getMessage());
            LOG.log(Level.WARNING, problem);
            return List.of(problem.findings().get(0).withMember(token));
        }
    }
}
