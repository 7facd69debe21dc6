package io.safire.broken;

import io.safire.SmartClient;
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
                        "ManagedTokensTest.eachSetOfScopesHasItsToken"));
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
