package io.safire.broken;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import java.time.Instant;
import java.util.List;

/** What can be wrong with tokens that are sent along. */
final class BearerBreakages {

    private BearerBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                        "refused token stays in use",
                        call -> call.is("invalidate") ? null : call.proceed(),
                        "SmartBearerTest.answerOfARefusedRequestIsRepeatedToo",
                        "SmartBearerTest.streamIsNotSentAgainAndItsTokenIsDropped"),
                Breakage.calls(
                        "token is dropped for whatever happens",
                        BearerBreakages::dropped,
                        "SmartBearerTest.forbiddenIsTheAnswer",
                        "SmartBearerTest.headerOfTheApplicationIsLeftAlone",
                        "SmartBearerTest.jobReadsWithTheManagedTokenAsBearer"),
                Breakage.calls(
                        "missing token is made up",
                        call -> call.is("accessToken") && call.target() instanceof SmartClient client
                                ? new AccessToken(client.name(), "made-up", Instant.MAX, Scopes.none())
                                : call.proceed(),
                        "SmartBearerTest.tokenThatCannotBeHadIsATypedError"));
    }

    /** Each use of a token is its last. */
    private static Object dropped(Call call) throws Throwable {
        return call.is("accessToken") && call.target() instanceof SmartClient client
                ? client.backendToken().accessToken()
                : call.proceed();
    }
}
