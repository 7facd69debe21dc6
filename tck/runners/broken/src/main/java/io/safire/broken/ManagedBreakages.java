package io.safire.broken;

import io.safire.SmartClient;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.TransportFailure;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Breakages in managed tokens and user tokens. */
final class ManagedBreakages {

    /** Remaining validity, in milliseconds, below which a caller requests a new token. */
    private static final int YOUNG = 3_000;

    private ManagedBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                        "Each concurrent caller sends a token request",
                        ManagedBreakages::anew,
                        "ManagedTokensTest.fiveHundredCallersWithoutATokenSendOneRequest",
                        "ManagedTokensTest.fiveHundredCallersGetTheErrorOfOneRequestEachAsTheirOwn"),
                Breakage.calls(
                        "Expired token is returned",
                        call -> call.is("accessToken") && call.target() instanceof SmartClient client
                                ? Memory.FIRST.computeIfAbsent(
                                        client.name(), name -> client.accessToken(), AccessToken.class)
                                : call.proceed(),
                        "ManagedTokensTest.tokensAreRenewedAheadAndNobodyWaits"),
                Breakage.calls(
                        "Callers wait for each refresh",
                        ManagedBreakages::renewedByTheCaller,
                        "ManagedTokensTest.tokensAreRenewedAheadAndNobodyWaits",
                        "ManagedTokensTest.nobodyNoticesThatEveryThirdRequestFails"),
                Breakage.wire(
                        "Each refresh sends two requests",
                        (request, wire) -> twice("client_credentials", request, wire),
                        "ManagedTokensTest.tokensAreRenewedAheadAndNobodyWaits"),
                Breakage.calls(
                        "Token has other scopes than the requested scopes",
                        call -> call.is("accessToken") && call.target() instanceof SmartClient client
                                ? client.accessToken()
                                : call.proceed(),
                        "ManagedTokensTest.eachSetOfScopesHasItsToken"),
                Breakage.wire(
                        "Refresh token is sent twice",
                        (request, wire) -> twice("refresh_token", request, wire),
                        "KeptTokensTest.keptTokensAreRenewedEachTimeWithTheRefreshTokenThatCameLast",
                        "KeptTokensTest.manyCallersOfOneUserSendTheRefreshTokenOnce"),
                Breakage.wire(
                        "Refresh token is sent again after a lost response",
                        (request, wire) -> {
                            try {
                                return wire.send(request);
                            } catch (TransportFailure lost) {
                                return wire.send(request);
                            }
                        },
                        "KeptTokensTest.refreshTokenWhoseAnswerWasLostIsNotSentAgain"),
                Breakage.calls(
                        "Removed user tokens are still stored",
                        call -> call.is("remove") ? null : call.proceed(),
                        "KeptTokensTest.forgottenTokensAreGone"),
                Breakage.calls(
                        "Sign-out revokes the cached tokens instead of the stored tokens",
                        ManagedBreakages::signedOutByCache,
                        "UserSignOutTest.signOutRevokesTheTokensThatTheStoreHas"),
                Breakage.calls(
                        "Sign-out revokes no token",
                        call -> call.is("signOut") ? forgotten(call) : call.proceed(),
                        "UserSignOutTest.signOutRevokesTheTokensThatTheStoreHas",
                        "UserSignOutTest.signOutReportsTheTokensThatWereNotRevoked"),
                Breakage.calls(
                        "Failed revocation is not reported",
                        call -> {
                            Object result = call.proceed();
                            return call.is("signOut") ? List.of() : result;
                        },
                        "UserSignOutTest.signOutReportsTheTokensThatWereNotRevoked",
                        "UserSignOutTest.signOutSupersedesARefreshInProgress"),
                Breakage.wire(
                        "Refresh in progress survives the sign-out",
                        new RefreshedTokens()::revokedNever,
                        "UserSignOutTest.signOutSupersedesARefreshInProgress"),
                Breakage.calls(
                        "One account has an unlimited number of sign-ins",
                        call -> call.is("store")
                                ? call.proceedWith(1, withoutIdentity(call.argument(1, TokenResponse.class)))
                                : call.proceed(),
                        "UserSignOutTest.signInsOfOneAccountMakeRoomForEachOther"),
                Breakage.calls(
                        "One user receives the tokens of another",
                        call -> call.is("find") ? call.proceedWith(0, "session-1") : call.proceed(),
                        "KeptTokensTest.keptTokensAreRenewedEachTimeWithTheRefreshTokenThatCameLast",
                        "KeptTokensTest.storeSeesSealedContentWhichOpensForItsUserOnly"));
    }

    /** Revokes the cached tokens, although another node may have stored newer tokens. */
    private static Object signedOutByCache(Call call) throws Throwable {
        if (!call.is("signOut")) {
            return call.proceed();
        }
        SmartClient client = call.client();
        Optional<ManagedTokens> user = client.userTokens().find(call.argument(0, String.class));
        if (user.isEmpty()) {
            return List.of();
        }
        TokenResponse cached = user.get().tokens();
        client.userTokens().remove(call.argument(0, String.class));
        return client.tokens().revoke(cached);
    }

    private static TokenResponse withoutIdentity(TokenResponse tokens) {
        return new TokenResponse(
                tokens.server(),
                tokens.accessToken(),
                tokens.requestedScopes(),
                tokens.members(),
                tokens.carriedOver());
    }

    private static Object forgotten(Call call) {
        SmartClient client = call.client();
        client.userTokens().remove(call.argument(0, String.class));
        return List.of();
    }

    private static Object anew(Call call) throws Throwable {
        if (!call.is("accessToken") || !(call.target() instanceof SmartClient client)) {
            return call.proceed();
        }
        return call.has(0, Scopes.class)
                ? client.requestToken(call.argument(0, Scopes.class)).accessToken()
                : client.requestToken().accessToken();
    }

    /** Returns the cached token while it is valid long enough, else requests a token in the caller's thread. */
    private static Object renewedByTheCaller(Call call) throws Throwable {
        if (!call.is("accessToken") || !(call.target() instanceof SmartClient client)) {
            return call.proceed();
        }
        AtomicReference<?> kept = Memory.FIRST.computeIfAbsent(
                client.name(), any -> new AtomicReference<AccessToken>(), AtomicReference.class);
        return renewed(client, cast(kept));
    }

    private static AccessToken renewed(SmartClient client, AtomicReference<AccessToken> kept) {
        synchronized (kept) {
            AccessToken there = kept.get();
            if (there == null || there.expiresAt().isBefore(Instant.now().plusMillis(YOUNG))) {
                kept.set(client.requestToken().accessToken());
            }
            return kept.get();
        }
    }

    @SuppressWarnings("unchecked")
    private static AtomicReference<AccessToken> cast(AtomicReference<?> kept) {
        return (AtomicReference<AccessToken>) kept;
    }

    private static HttpAnswer twice(String grant, HttpRequest request, Wire wire) {
        HttpAnswer answer = wire.send(request);
        if (Form.grants(request, grant)) {
            wire.send(request);
        }
        return answer;
    }
}
