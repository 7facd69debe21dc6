package io.safire.broken;

import io.safire.SmartClient;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.TransportFailure;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import java.util.List;

/** What can be wrong with tokens that are kept. */
final class ManagedBreakages {

    private ManagedBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                        "each of many callers sends a request",
                        ManagedBreakages::anew,
                        "ManagedTokensTest.fiveHundredCallersWithoutATokenSendOneRequest",
                        "ManagedTokensTest.fiveHundredCallersGetTheErrorOfOneRequestEachAsTheirOwn"),
                Breakage.calls(
                        "token is handed out after its end",
                        call -> call.is("accessToken") && call.target() instanceof SmartClient client
                                ? Memory.FIRST.computeIfAbsent(
                                        client.name(), name -> client.accessToken(), AccessToken.class)
                                : call.proceed(),
                        "ManagedTokensTest.tokensAreRenewedAheadAndNobodyWaits"),
                Breakage.calls(
                        "token is for other scopes than were asked for",
                        call -> call.is("accessToken") && call.target() instanceof SmartClient client
                                ? client.accessToken()
                                : call.proceed(),
                        "ManagedTokensTest.eachSetOfScopesHasItsToken"),
                Breakage.wire(
                        "refresh token is sent twice",
                        (request, wire) -> {
                            HttpAnswer answer = wire.send(request);
                            if (Form.grants(request, "refresh_token")) {
                                wire.send(request);
                            }
                            return answer;
                        },
                        "KeptTokensTest.keptTokensAreRenewedEachTimeWithTheRefreshTokenThatCameLast",
                        "KeptTokensTest.manyCallersOfOneUserSendTheRefreshTokenOnce"),
                Breakage.wire(
                        "refresh token whose answer was lost is sent again",
                        (request, wire) -> {
                            try {
                                return wire.send(request);
                            } catch (TransportFailure lost) {
                                return wire.send(request);
                            }
                        },
                        "KeptTokensTest.refreshTokenWhoseAnswerWasLostIsNotSentAgain"),
                Breakage.calls(
                        "forgotten tokens are still there",
                        call -> call.is("forget") ? null : call.proceed(),
                        "KeptTokensTest.forgottenTokensAreGone"),
                Breakage.calls(
                        "tokens of one user are those of another",
                        call -> call.is("kept") ? call.proceedWith(0, "session-1") : call.proceed(),
                        "KeptTokensTest.keptTokensAreRenewedEachTimeWithTheRefreshTokenThatCameLast",
                        "KeptTokensTest.storeSeesSealedContentWhichOpensForItsUserOnly"));
    }

    private static Object anew(Call call) throws Throwable {
        if (!call.is("accessToken") || !(call.target() instanceof SmartClient client)) {
            return call.proceed();
        }
        return call.has(0, Scopes.class)
                ? client.backendToken(call.argument(0, Scopes.class)).accessToken()
                : client.backendToken().accessToken();
    }
}
