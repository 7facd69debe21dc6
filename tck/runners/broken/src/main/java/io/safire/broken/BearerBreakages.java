package io.safire.broken;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import jakarta.ws.rs.client.ClientResponseContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Breakages in the use of access tokens as bearer tokens by REST clients. */
final class BearerBreakages {

    private BearerBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                        "Rejected access token stays in use",
                        call -> call.is("invalidate") ? null : call.proceed(),
                        "BearerTest.fhirClientRenewsARefusedTokenOnceAndSendsTheRequestOnceMore",
                        "BearerTest.fhirClientSendsAFormOnceMore",
                        "BearerTest.fhirClientSendsAStreamOnceAndDropsTheToken",
                        "SmartBearerTest.answerOfARefusedRequestIsRepeatedToo",
                        "SmartBearerTest.streamIsNotSentAgainAndItsTokenIsDropped"),
                Breakage.calls(
                        "Access token is dropped after each use",
                        BearerBreakages::dropped,
                        "BearerTest.fhirClientGivesForbiddenAsItIs",
                        "SmartBearerTest.forbiddenIsTheAnswer",
                        "SmartBearerTest.headerOfTheApplicationIsLeftAlone",
                        "SmartBearerTest.jobReadsWithTheManagedTokenAsBearer"),
                Breakage.calls(
                        "Fabricated token replaces a missing token",
                        call -> call.is("accessToken") && call.target() instanceof SmartClient client
                                ? new AccessToken(client.name(), "made-up", Instant.MAX, Scopes.none())
                                : call.proceed(),
                        "SmartBearerTest.tokenThatCannotBeHadIsATypedError"),
                Breakage.answers(
                        "Every request with status 401 is sent again",
                        (request, response) -> when(401, response, request.getUri()),
                        "BearerTest.fhirClientGivesTheSecondRefusal",
                        "BearerTest.fhirClientSendsAStreamOnceAndDropsTheToken"),
                Breakage.answers(
                        "Request with status 403 is sent again",
                        (request, response) -> when(403, response, request.getUri()),
                        "BearerTest.fhirClientGivesForbiddenAsItIs"),
                Breakage.answers(
                        "Redirect is followed with the token",
                        (request, response) -> when(302, response, response.getLocation()),
                        "BearerTest.fhirClientFollowsNoRedirect"));
    }

    private static Optional<URI> when(int status, ClientResponseContext response, URI again) {
        return response.getStatus() == status ? Optional.of(again) : Optional.empty();
    }

    /** Requests a new token for every call. */
    private static Object dropped(Call call) throws Throwable {
        return call.is("accessToken") && call.target() instanceof SmartClient client
                ? client.requestToken().accessToken()
                : call.proceed();
    }
}
