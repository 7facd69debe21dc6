package io.safire.broken;

import io.safire.web.WebAnswer;
import io.safire.web.WebRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be wrong with the endpoints that the browser opens. */
final class EndpointBreakages {

    private EndpointBreakages() {}

    static List<Breakage> all() {
        return List.of(
                endpoint(
                        "browser is sent to wherever the launch URL says",
                        (request, answer) -> request.parameters().containsKey("return_to") && answer.status() == 400
                                ? sent(request.parameters().get("return_to"))
                                : answer,
                        "LaunchEndpointsTest.nobodyIsSentToAnotherHost"),
                endpoint(
                        "page of an error repeats what came",
                        (request, answer) -> answer.status() == 400
                                ? new WebAnswer(400, answer.headers(), answer.body() + request.parameters())
                                : answer,
                        "LaunchEndpointsTest.answersThatDoNotBelongHereGetAPageThatTellsNothing",
                        "LaunchEndpointsTest.launchesThatCannotBeBegunAreRefused"),
                endpoint(
                        "other sites can sign the user out",
                        (request, answer) -> answer.status() == 403 ? sent(List.of("/bye")) : answer,
                        "LaunchEndpointsTest.signOutIsTheHandlersAndNoOtherSitesPart"),
                endpoint(
                        "Origin of a sign-out is not compared",
                        (request, answer) -> answer.status() == 403
                                        && request.header("Sec-Fetch-Site").isEmpty()
                                ? sent(List.of("/bye"))
                                : answer,
                        "LaunchAbuseTest.signOutWithoutFetchMetadataIsRefusedForForeignOrigin"),
                endpoint(
                        "server without a redirect URI is known to strangers",
                        (request, answer) -> request.parameters()
                                        .getOrDefault("server", List.of())
                                        .contains("abuse-job")
                                ? new WebAnswer(500, answer.headers(), answer.body())
                                : answer,
                        "LaunchAbuseTest.serverWithoutRedirectUriCannotBeToldFromUnknownOne"),
                Breakage.calls(
                        "cookies are read without any white space",
                        call -> call.is("callback") && call.has(0, WebRequest.class)
                                ? call.proceedWith(0, withoutWhiteSpace(call.argument(0, WebRequest.class)))
                                : call.proceed(),
                        "LaunchAbuseTest.cookieWithOtherWhiteSpaceIsNotThatOfTheLaunch"),
                Breakage.calls(
                        "name of a server is found in any case",
                        call -> call.is("client") && call.has(0, String.class)
                                ? call.proceedWith(
                                        0, call.argument(0, String.class).toLowerCase(Locale.ROOT))
                                : call.proceed(),
                        "InjectionTest.nameOtherThanConfiguredHasNoClient",
                        "ListedServersTest.noLookupFindsNameThatIsNotListed"));
    }

    /** What is done to an answer, by the request. */
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
