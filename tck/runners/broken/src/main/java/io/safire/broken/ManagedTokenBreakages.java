package io.safire.broken;

import io.safire.SmartClient;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.Scopes;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Deliberate defects in managed tokens and user tokens. */
final class ManagedTokenBreakages {

    /** Remaining validity, in milliseconds, below which a caller requests a new token. */
    private static final int MIN_VALIDITY_MILLIS = 3_000;

    private ManagedTokenBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                                "Each concurrent caller sends a token request",
                                ManagedTokenBreakages::requestForEachCaller,
                                "ManagedTokensTest.sendsOneTokenRequestForConcurrentCallers",
                                "ManagedTokensTest.throwsSeparateExceptionForEachConcurrentCaller")
                        .reportedAs("Expected size: 1 but was: 500", "Expecting all elements of: "),
                Breakage.calls(
                                "Expired token is returned",
                                call -> call.isMethod("accessToken") && call.target() instanceof SmartClient client
                                        ? ReusedValues.INSTANCE.computeIfAbsent(
                                                client.name(), name -> client.accessToken(), AccessToken.class)
                                        : call.proceed(),
                                "ManagedTokensTest.refreshesAheadWithoutBlockingCallers")
                        .reportedAs("[short] expected: 0 but was: "),
                Breakage.calls(
                                "Callers wait for each refresh",
                                ManagedTokenBreakages::refreshInCallerThread,
                                "ManagedTokensTest.refreshesAheadWithoutBlockingCallers",
                                "ManagedTokensTest.hidesFailedRefreshesFromCallers")
                        .reportedAs("expected: 0 but was: 1"),
                Breakage.requests(
                                "Each refresh sends two requests",
                                (request, wire) -> sendTwice("client_credentials", request, wire),
                                "ManagedTokensTest.refreshesAheadWithoutBlockingCallers")
                        .reportedAs("[short] Expected size: 4 but was: 8"),
                Breakage.calls(
                                "Scopes of the token differ from the requested scopes",
                                call -> call.isMethod("accessToken") && call.target() instanceof SmartClient client
                                        ? client.accessToken()
                                        : call.proceed(),
                                "ManagedTokensTest.cachesOneTokenPerScopeSet")
                        .reportedAs("not to be equal to"),
                Breakage.requests(
                                "Refresh token is sent twice",
                                (request, wire) -> sendTwice("refresh_token", request, wire),
                                "UserTokensTest.refreshesUserTokensWithLatestRefreshToken",
                                "UserTokensTest.sendsRefreshTokenOnceForConcurrentCallers")
                        .reportedAs("Expected size: 2 but was: 3", "Expected size: 1 but was: "),
                Breakage.requests(
                                "Refresh token is sent again after a lost response",
                                (request, wire) -> {
                                    try {
                                        return wire.send(request);
                                    } catch (TransportException lost) {
                                        return wire.send(request);
                                    }
                                },
                                "UserTokensTest.doesNotResendRefreshTokenAfterLostResponse")
                        .reportedAs("Expected size: 2 but was: 3"),
                Breakage.calls(
                                "Removed user tokens are still stored",
                                call -> call.isMethod("remove") ? null : call.proceed(),
                                "UserTokensTest.removesForgottenUserTokens")
                        .reportedAs("Expecting an empty Optional but was containing value: ManagedTokens"),
                Breakage.calls(
                                "Sign-out revokes the cached tokens instead of the stored tokens",
                                ManagedTokenBreakages::revokeCachedTokens,
                                "UserSignOutTest.revokesStoredTokensAtSignOut")
                        .reportedAs("but some elements were not found"),
                Breakage.calls(
                                "Sign-out revokes no token",
                                call -> call.isMethod("signOut") ? removeWithoutRevocation(call) : call.proceed(),
                                "UserSignOutTest.revokesStoredTokensAtSignOut",
                                "UserSignOutTest.reportsTokensNotRevokedAtSignOut")
                        .reportedAs("Expecting actual: [] to contain exactly"),
                Breakage.calls(
                                "Failed revocation is not reported",
                                call -> {
                                    Object result = call.proceed();
                                    return result instanceof SignOut signOut ? signOut.withFindings(List.of()) : result;
                                },
                                "UserSignOutTest.reportsTokensNotRevokedAtSignOut",
                                "UserSignOutTest.discardsRefreshInProgressAtSignOut")
                        .reportedAs("Expecting actual: [] to contain exactly"),
                Breakage.calls(
                                "ID token for the end of the session at the server is lost",
                                call -> {
                                    Object result = call.proceed();
                                    return result instanceof SignOut signOut ? withoutIdToken(signOut) : result;
                                },
                                "ServerSignOutTest.sendsBrowserToServerAfterLocalSignOut")
                        .reportedAs("id_token_hint"),
                Breakage.requests(
                                "Tokens from a refresh in progress are not revoked after the sign-out",
                                new RefreshedTokens()::skipRevocation,
                                "UserSignOutTest.discardsRefreshInProgressAtSignOut")
                        .reportedAs("The condition is still false after "),
                Breakage.calls(
                                "Number of sign-ins per account is unlimited",
                                call -> call.isMethod("store")
                                        ? call.proceedWith(1, withoutIdentity(call.argument(1, TokenResponse.class)))
                                        : call.proceed(),
                                "UserSignOutTest.removesOldestSessionAboveAccountLimit")
                        .reportedAs("Expecting an empty Optional but was containing value: ManagedTokens"),
                Breakage.calls(
                                "One user receives the tokens of another user",
                                call -> call.isMethod("find") ? call.proceedWith(0, "session-1") : call.proceed(),
                                "UserTokensTest.refreshesUserTokensWithLatestRefreshToken",
                                "UserTokensTest.storesEncryptedTokensBoundToUser")
                        .reportedAs("Expecting an empty Optional but was containing value: ManagedTokens"));
    }

    /** Revokes the cached tokens, although another node may have stored newer tokens. */
    private static Object revokeCachedTokens(ApiCall call) throws Throwable {
        if (!call.isMethod("signOut")) {
            return call.proceed();
        }
        SmartClient client = call.client();
        Optional<ManagedTokens> user = client.userTokens().find(call.argument(0, String.class));
        if (user.isEmpty()) {
            return SignOut.of(client.name(), List.of());
        }
        TokenResponse cached = user.get().tokens();
        client.userTokens().remove(call.argument(0, String.class));
        return SignOut.of(client.name(), client.tokens().revoke(cached));
    }

    private static SignOut withoutIdToken(SignOut signOut) {
        return signOut.endSessionUri()
                .map(uri -> SignOut.of(
                        signOut.server(),
                        signOut.findings(),
                        URI.create(uri.toString().replaceFirst("id_token_hint=[^&]*&", "")),
                        signOut.state().orElseThrow()))
                .orElse(signOut);
    }

    private static TokenResponse withoutIdentity(TokenResponse tokens) {
        return TokenResponse.of(
                tokens.server(),
                tokens.accessToken(),
                tokens.requestedScopes(),
                tokens.members(),
                tokens.carriedOver());
    }

    private static Object removeWithoutRevocation(ApiCall call) {
        SmartClient client = call.client();
        client.userTokens().remove(call.argument(0, String.class));
        return SignOut.of(client.name(), List.of());
    }

    private static Object requestForEachCaller(ApiCall call) throws Throwable {
        if (!call.isMethod("accessToken") || !(call.target() instanceof SmartClient client)) {
            return call.proceed();
        }
        return call.hasArgument(0, Scopes.class)
                ? client.requestToken(call.argument(0, Scopes.class)).accessToken()
                : client.requestToken().accessToken();
    }

    /** Returns the cached token if it remains valid long enough; otherwise, requests a token in the caller's thread. */
    private static Object refreshInCallerThread(ApiCall call) throws Throwable {
        if (!call.isMethod("accessToken") || !(call.target() instanceof SmartClient client)) {
            return call.proceed();
        }
        AtomicReference<?> cached = ReusedValues.INSTANCE.computeIfAbsent(
                client.name(), any -> new AtomicReference<AccessToken>(), AtomicReference.class);
        return refresh(client, cast(cached));
    }

    private static AccessToken refresh(SmartClient client, AtomicReference<AccessToken> cached) {
        synchronized (cached) {
            AccessToken current = cached.get();
            if (current == null || current.expiresAt().isBefore(Instant.now().plusMillis(MIN_VALIDITY_MILLIS))) {
                cached.set(client.requestToken().accessToken());
            }
            return cached.get();
        }
    }

    @SuppressWarnings("unchecked")
    private static AtomicReference<AccessToken> cast(AtomicReference<?> reference) {
        return (AtomicReference<AccessToken>) reference;
    }

    private static InboundResponse sendTwice(String grant, OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        if (FormParameters.hasGrantType(request, grant)) {
            wire.send(request);
        }
        return response;
    }
}
