package io.safire.broken;

import io.safire.web.WebAnswer;
import io.safire.web.WebRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Breakages in the endpoints that the browser opens. */
final class EndpointBreakages {

    private EndpointBreakages() {}

    static List<Breakage> all() {
        return List.of(
                endpoint(
                        "Launch URL redirects the browser to any host",
                        (request, answer) -> request.parameters().containsKey("return_to") && answer.status() == 400
                                ? sent(request.parameters().get("return_to"))
                                : answer,
                        "LaunchEndpointsTest.nobodyIsSentToAnotherHost"),
                endpoint(
                        "Error page contains the request parameters",
                        (request, answer) -> answer.status() == 400
                                ? new WebAnswer(400, answer.headers(), answer.body() + request.parameters())
                                : answer,
                        "LaunchEndpointsTest.answersThatDoNotBelongHereGetAPageThatTellsNothing",
                        "LaunchEndpointsTest.launchesThatCannotBeBegunAreRefused"),
                endpoint(
                        "Other sites can sign the user out",
                        (request, answer) -> answer.status() == 403 ? sent(List.of("/bye")) : answer,
                        "LaunchEndpointsTest.signOutIsTheHandlersAndNoOtherSitesPart"),
                endpoint(
                        "`Origin` header of a sign-out is not compared",
                        (request, answer) -> answer.status() == 403
                                        && request.header("Sec-Fetch-Site").isEmpty()
                                ? sent(List.of("/bye"))
                                : answer,
                        "LaunchAbuseTest.signOutWithoutFetchMetadataIsRefusedForForeignOrigin"),
                endpoint(
                        "Response reveals a server that has no redirect URI",
                        (request, answer) -> request.parameters()
                                        .getOrDefault("server", List.of())
                                        .contains("abuse-job")
                                ? new WebAnswer(500, answer.headers(), answer.body())
                                : answer,
                        "LaunchAbuseTest.serverWithoutRedirectUriCannotBeToldFromUnknownOne"),
                Breakage.calls(
                        "Whitespace around cookies is stripped",
                        call -> call.is("callback") && call.has(0, WebRequest.class)
                                ? call.proceedWith(0, withoutWhiteSpace(call.argument(0, WebRequest.class)))
                                : call.proceed(),
                        "LaunchAbuseTest.cookieWithOtherWhiteSpaceIsNotThatOfTheLaunch"),
                Breakage.calls(
                        "Server names are compared without case",
                        call -> call.is("client") && call.has(0, String.class)
                                ? call.proceedWith(
                                        0, call.argument(0, String.class).toLowerCase(Locale.ROOT))
                                : call.proceed(),
                        "InjectionTest.nameOtherThanConfiguredHasNoClient",
                        "ListedServersTest.noLookupFindsNameThatIsNotListed"));
    }

    /** A change to a response, depending on its request. */
    @FunctionalInterface
    private interface AnswerChange {
        WebAnswer apply(WebRequest request, WebAnswer answer);
    }

    private static Breakage endpoint(String name, AnswerChange change, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> {
                    Object result = call.proceed();
                    return result instanceof WebAnswer answer && call.has(0, WebRequest.class)
                            ? change.apply(call.argument(0, WebRequest.class), answer)
                            : result;
                },
                caughtBy);
    }

    private static WebRequest withoutWhiteSpace(WebRequest request) {
        List<String> cookies = request.headers().getOrDefault("Cookie", List.of()).stream()
                .map(String::strip)
                .toList();
        return new WebRequest(request.method(), request.parameters(), Map.of("Cookie", cookies));
    }

    private static WebAnswer sent(List<String> target) {
        return new WebAnswer(303, Map.of("Location", target), "");
    }
}
