package io.safire.broken;

import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Deliberate defects in the endpoints that the browser opens. */
final class EndpointBreakages {

    private EndpointBreakages() {}

    static List<Breakage> all() {
        return List.of(
                endpoint(
                                "Launch URL redirects the browser to any host",
                                (request, response) ->
                                        request.parameters().containsKey("return_to") && response.status() == 400
                                                ? redirect(request.parameters().get("return_to"))
                                                : response,
                                "LaunchEndpointRulesTest.rejectsReturnPathToAnotherHost")
                        .breaks(6)
                        .reportedAs("expected: 400 but was: 303"),
                endpoint(
                                "Callback forwards `code` and `state`",
                                (request, response) -> isCompleted(request, response)
                                        ? redirect(List.of(
                                                response.header("Location").get(0) + "?code="
                                                        + request.parameters().get("code") + "&state="
                                                        + request.parameters().get("state")))
                                        : response,
                                "LaunchEndpointRulesTest.passesCompletedEhrLaunchToHandler",
                                "LaunchEndpointRulesTest.redirectsStandaloneLaunchToReturnPath")
                        .breaks(6)
                        .reportedAs("?code="),
                endpoint(
                                "Callback redirects to `return_to` of its query",
                                (request, response) -> isCompleted(request, response)
                                                && request.parameters().containsKey("return_to")
                                        ? redirect(request.parameters().get("return_to"))
                                        : response,
                                "LaunchEndpointRulesTest.ignoresReturnPathAtCallback")
                        .breaks(6)
                        .reportedAs("[\"https://attacker.example\"]"),
                endpoint(
                                "Error page contains the request parameters",
                                (request, response) -> response.status() == 400
                                        ? new WebResponse(
                                                400, response.headers(), response.body() + request.parameters())
                                        : response,
                                "LaunchEndpointRulesTest.showsNeutralErrorPageForInvalidCallback",
                                "LaunchEndpointRulesTest.rejectsInvalidLaunchRequests")
                        .reportedAs("but found: [\""),
                endpoint(
                                "Other sites can sign the user out",
                                (request, response) -> response.status() == 403 ? redirect(List.of("/bye")) : response,
                                "LaunchEndpointRulesTest.rejectsCrossSiteSignOut")
                        .reportedAs("expected: 403 but was: 303"),
                endpoint(
                                "`Origin` header of a sign-out is not compared",
                                (request, response) -> response.status() == 403
                                                && request.header("Sec-Fetch-Site")
                                                        .isEmpty()
                                        ? redirect(List.of("/bye"))
                                        : response,
                                "LaunchAbuseTest.rejectsCrossOriginSignOutWithoutFetchMetadata")
                        .reportedAs("expected: 403 but was: 303"),
                Breakage.calls(
                                "Return from the server after a sign-out is not bound to the browser",
                                call -> call.isMethod("signedOut") ? redirect(List.of("/bye")) : call.proceed(),
                                "ServerSignOutTest.returnsToTargetOnlyWithStateOfBrowser")
                        .reportedAs("[\"/bye\"]"),
                endpoint(
                                "Response reveals that a server without a redirect URI exists",
                                (request, response) -> request.parameters()
                                                .getOrDefault("server", List.of())
                                                .contains("abuse-job")
                                        ? new WebResponse(500, response.headers(), response.body())
                                        : response,
                                "LaunchAbuseTest.hidesServerWithoutRedirectUri")
                        .reportedAs("expected: \"400<!DOCTYPE html>"),
                Breakage.calls(
                                "Whitespace around cookies is stripped",
                                call -> call.isMethod("callback") && call.hasArgument(0, WebRequest.class)
                                        ? call.proceedWith(0, withoutWhiteSpace(call.argument(0, WebRequest.class)))
                                        : call.proceed(),
                                "LaunchAbuseTest.rejectsLaunchCookieWithUnusualWhiteSpace")
                        .breaks(4, 61)
                        .reportedAs("expected: 400 but was: 303"),
                Breakage.calls(
                                "JWKS requires client authentication",
                                call -> call.isMethod("jwks")
                                                && call.hasArgument(1, WebRequest.class)
                                                && call.argument(1, WebRequest.class)
                                                        .header("Authorization")
                                                        .isEmpty()
                                        ? new WebResponse(401, Map.of("WWW-Authenticate", List.of("Basic")), "")
                                        : call.proceed(),
                                "LaunchEndpointRulesTest.servesJwksWithoutPrivateParts")
                        .breaks(302)
                        .reportedAs("expected: 200 but was: 401"),
                Breakage.calls(
                        "Server names are not case-sensitive",
                        call -> call.isMethod("client") && call.hasArgument(0, String.class)
                                ? call.proceedWith(
                                        0, call.argument(0, String.class).toLowerCase(Locale.ROOT))
                                : call.proceed(),
                        "InjectionTest.rejectsOtherSpellingOfServerName",
                        "ListedServersTest.rejectsServerNameThatIsNotListed"));
    }

    /** A change to a response, depending on its request. */
    @FunctionalInterface
    private interface ResponseChange {
        WebResponse apply(WebRequest request, WebResponse response);
    }

    private static Breakage endpoint(String name, ResponseChange change, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> {
                    Object result = call.proceed();
                    return result instanceof WebResponse response && call.hasArgument(0, WebRequest.class)
                            ? change.apply(call.argument(0, WebRequest.class), response)
                            : result;
                },
                caughtBy);
    }

    private static boolean isCompleted(WebRequest request, WebResponse response) {
        return response.status() == 303 && request.parameters().containsKey("code");
    }

    private static WebRequest withoutWhiteSpace(WebRequest request) {
        List<String> cookies = request.headers().getOrDefault("Cookie", List.of()).stream()
                .map(String::strip)
                .toList();
        return new WebRequest(request.method(), request.parameters(), Map.of("Cookie", cookies));
    }

    private static WebResponse redirect(List<String> target) {
        return new WebResponse(303, Map.of("Location", target), "");
    }
}
