package io.safire.broken;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import jakarta.ws.rs.client.ClientResponseContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Deliberate defects in REST clients that use access tokens as bearer tokens. */
final class BearerBreakages {

    private BearerBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                                "Access token is sent with the scheme `Token`",
                                call -> call.isMethod("authorization")
                                        ? ((Optional<?>) call.proceed())
                                                .map(header -> header.toString().replaceFirst("^Bearer", "Token"))
                                        : call.proceed(),
                                "BearerTest.readsFhirResourceWithUserToken",
                                "BearerTest.readsFhirResourceWithClientCredentialsToken")
                        .breaks(93, 264)
                        .reportedAs("but was: \"Token ", "expected: 200 but was: 401"),
                Breakage.calls(
                                "Rejected access token is used again",
                                call -> call.isMethod("invalidate") ? null : call.proceed(),
                                "BearerTest.replacesRejectedTokenAndRetriesOnce",
                                "BearerTest.retriesFormAfter401",
                                "BearerTest.discardsTokenWithoutResendingStreamAfter401",
                                "SmartBearerTest.retriesMethodThatReturnsResponse",
                                "SmartBearerTest.discardsTokenWithoutResendingStreamAfter401")
                        .reportedAs(
                                "expected: 200 but was: 401",
                                "a valid bearer token is required",
                                "FhirResponse[status=401"),
                Breakage.calls(
                                "Access token is discarded after each use",
                                BearerBreakages::requestNewToken,
                                "BearerTest.returns403WithoutRetry",
                                "SmartBearerTest.returns403WithoutRetry",
                                "SmartBearerTest.keepsAuthorizationHeaderOfApplication",
                                "SmartBearerTest.sendsManagedTokenAsBearer")
                        .reportedAs(
                                "to contain exactly (and in same order): [\"Bearer ",
                                "Expecting empty but was: [RecordedRequest[endpoint=TOKEN"),
                Breakage.calls(
                                "Fabricated token replaces a missing token",
                                call -> call.isMethod("accessToken") && call.target() instanceof SmartClient client
                                        ? new AccessToken(client.name(), "made-up", Instant.MAX, Scopes.none())
                                        : call.proceed(),
                                "SmartBearerTest.throwsTokenExceptionWhenTokenRequestFails")
                        .reportedAs("TokenException but was: jakarta.ws.rs.NotAuthorizedException"),
                Breakage.responses(
                                "Every request with status 401 is sent again",
                                (request, response) -> resendOnStatus(401, response, request.getUri()),
                                "BearerTest.returnsSecond401",
                                "BearerTest.discardsTokenWithoutResendingStreamAfter401")
                        .reportedAs("Expected size: 1 but was: 2", "Expected size: 2 but was: 4"),
                Breakage.responses(
                                "Request with status 403 is sent again",
                                (request, response) -> resendOnStatus(403, response, request.getUri()),
                                "BearerTest.returns403WithoutRetry")
                        .reportedAs("but some elements were not expected: [\"Bearer "),
                Breakage.responses(
                                "Redirect is followed with the token",
                                (request, response) -> resendOnStatus(302, response, response.getLocation()),
                                "BearerTest.followsNoRedirect")
                        .breaks(97, 267)
                        .reportedAs("Expecting empty but was: [RecordedRequest[endpoint=FHIR"));
    }

    private static Optional<URI> resendOnStatus(int status, ClientResponseContext response, URI target) {
        return response.getStatus() == status ? Optional.of(target) : Optional.empty();
    }

    /** Requests a new token for every call. */
    private static Object requestNewToken(ApiCall call) throws Throwable {
        return call.isMethod("accessToken") && call.target() instanceof SmartClient client
                ? client.requestToken().accessToken()
                : call.proceed();
    }
}
