package io.safire.broken;

import static io.safire.broken.LaunchBreakages.changedHeader;
import static io.safire.broken.LaunchBreakages.withHeader;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchRedirect;
import io.safire.web.WebResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Deliberate defects in the redirect, the form page and the cookies that start or complete a launch. */
final class LaunchResponseBreakages {

    private static final String REDIRECT_TEST = "LaunchRedirectTest.sendsShortAuthorizationRequestByGet";

    private LaunchResponseBreakages() {}

    static List<Breakage> all() {
        return List.of(
                changedHeader(
                                "`state` is missing in the redirect",
                                "Location",
                                value -> value.replaceFirst("&state=[^&]*", ""),
                                REDIRECT_TEST)
                        .breaks(3)
                        .reportedAs("could not find the following map entries: [\"state\"="),
                changedHeader(
                                "Parameters of the redirect are in the fragment",
                                "Location",
                                value -> value.replace('?', '#'),
                                REDIRECT_TEST)
                        .breaks(51)
                        .reportedAs("could not find the following map entries: [\"response_type\"="),
                changedPage(
                                "Form page uses GET",
                                page -> page.replace("method=\"post\"", "method=\"get\""),
                                "FormPageTest.sendsLongAuthorizationRequestByPostIfSupported")
                        .breaks(50)
                        .reportedAs("Expecting value to be true but was false"),
                changedPage(
                                "Form page lacks a parameter",
                                page -> page.replaceFirst("<input type=\"hidden\" name=\"aud\"[^>]*>", ""),
                                "FormPageTest.escapesParametersOnFormPage")
                        .breaks(52)
                        .reportedAs("could not find the following map entries: [\"aud\"="),
                Breakage.calls(
                                "Long authorization request is sent with GET",
                                LaunchResponseBreakages::redirectToEndpoint,
                                "FormPageTest.sendsLongAuthorizationRequestByPostIfSupported")
                        .breaks(133)
                        .reportedAs("expected: 200 but was: 303"),
                Breakage.calls(
                                "Launch cookie contains the code verifier in Base64",
                                LaunchResponseBreakages::addVerifierToCookie,
                                "CallbackTest.keepsSecretsOutOfCookies")
                        .breaks(8, 9)
                        .reportedAs("not to contain: \""),
                Breakage.calls(
                                "Cookie contains the access token in Base64",
                                LaunchResponseBreakages::addEncodedTokenCookie,
                                "CallbackTest.removesLaunchCookieOfCompletedLaunch")
                        .breaks(7)
                        .reportedAs("Expecting empty but was: [\"token\"]"));
    }

    private static Breakage changedPage(String name, UnaryOperator<String> change, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> {
                    Object result = call.proceed();
                    return result instanceof LaunchRedirect started
                            ? withHeader(
                                    started,
                                    "",
                                    value -> value,
                                    change.apply(started.response().body()))
                            : result;
                },
                caughtBy);
    }

    private static Object redirectToEndpoint(ApiCall call) throws Throwable {
        Object result = call.proceed();
        if (!(result instanceof LaunchRedirect started)) {
            return result;
        }
        String target = started.request().uri().toString();
        WebResponse redirect = new WebResponse(303, Map.of("Location", List.of(target)), "");
        return LaunchRedirect.of(started.id(), started.request(), redirect);
    }

    /** Replaces the time in front of the encrypted launch, which the correct implementation does not need. */
    private static Object addVerifierToCookie(ApiCall call) throws Throwable {
        Object result = call.proceed();
        if (!(result instanceof LaunchRedirect started)) {
            return result;
        }
        String verifier = encode(started.request().codeVerifier());
        return withHeader(
                started,
                "Set-Cookie",
                value -> value.replaceFirst("=[^.;]*\\.", "=" + verifier + "."),
                started.response().body());
    }

    private static Object addEncodedTokenCookie(ApiCall call) throws Throwable {
        Object result = call.proceed();
        if (!(result instanceof CompletedLaunch completed)) {
            return result;
        }
        List<String> cookies = new ArrayList<>(completed.cookies());
        cookies.add("token=" + encode(completed.tokens().accessToken().value()) + "; Path=/");
        return CompletedLaunch.of(
                completed.id(),
                completed.client(),
                completed.tokens(),
                completed.target().orElse(null),
                cookies);
    }

    private static String encode(String secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(US_ASCII));
    }
}
