package io.safire.broken;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationResponse;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchRedirect;
import io.safire.web.RequestCookies;
import io.safire.web.WebResponse;
import jakarta.enterprise.inject.spi.CDI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Deliberate defects in pending launches, their cookies and their form page. */
final class LaunchBreakages {

    private static final Map<String, LaunchRedirect> STARTED = new ConcurrentHashMap<>();
    private static final Map<String, CompletedLaunch> COMPLETED = new ConcurrentHashMap<>();
    private static final String COOKIE_TEST = "LaunchRedirectTest.setsSecureHostOnlyPartitionedCookie";
    private static final String POLICY_TEST = "FormPageTest.protectsFormPageByContentSecurityPolicy";

    private LaunchBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                                "Authorization response is accepted from any browser",
                                call -> call.isMethod("complete")
                                        ? call.proceedWith(1, cookiesOfStart(call))
                                        : recordLaunch(call),
                                "CallbackTest.rejectsResponseInAnotherBrowser",
                                "LaunchEndpointRulesTest.showsNeutralErrorPageForInvalidCallback")
                        .breaks(61)
                        .reportedAs("code to raise a throwable", "expected: 400 but was: 303"),
                Breakage.calls(
                                "Authorization response is accepted twice",
                                call -> ignoreRejection("completed", call),
                                "CallbackTest.rejectsReusedState")
                        .breaks(4),
                Breakage.calls(
                        "Pending launch never expires",
                        call -> ignoreRejection("has expired", call),
                        "CallbackTest.rejectsResponseOfExpiredLaunch"),
                Breakage.calls(
                                "Authorization response with an unknown `state` is assigned to the last launch",
                                LaunchBreakages::assignToLastLaunch,
                                "CallbackTest.rejectsMissingOrUnknownState")
                        .breaks(4, 60)
                        .reportedAs("ValidationException but was: io.safire.error.TokenException"),
                Breakage.calls(
                        "Missing `iss` is accepted although the server advertises it",
                        LaunchBreakages::addMissingIssuer,
                        "CallbackParametersTest.rejectsMissingIssIfServerAdvertisesIt"),
                changedHeader(
                                "Launch cookie is sent over http",
                                "Set-Cookie",
                                value -> value.replace(" Secure;", ""),
                                COOKIE_TEST)
                        .breaks(1)
                        .reportedAs("Secure; HttpOnly; SameSite=None; Partitioned\""),
                changedHeader(
                                "Launch cookie lacks the prefix `__Host-`",
                                "Set-Cookie",
                                value -> value.replace("__Host-", ""),
                                COOKIE_TEST)
                        .breaks(61)
                        .reportedAs("Expecting actual: \"safire-"),
                changedHeader(
                                "Launch cookie does not work in a frame",
                                "Set-Cookie",
                                value -> value.replace("SameSite=None; Partitioned", "SameSite=Lax"),
                                COOKIE_TEST)
                        .reportedAs("SameSite=Lax\" to match pattern"),
                changedHeader(
                                "Scripts can read the launch cookie",
                                "Set-Cookie",
                                value -> value.replace(" HttpOnly;", ""),
                                COOKIE_TEST)
                        .reportedAs("Secure; SameSite=None; Partitioned\" to match pattern"),
                changedHeader(
                                "Any site can frame the form page",
                                "Content-Security-Policy",
                                value -> value.replaceFirst("; frame-ancestors.*", ""),
                                POLICY_TEST)
                        .reportedAs("base-uri 'none'\"]"),
                changedHeader(
                                "Form page runs any inline script",
                                "Content-Security-Policy",
                                value -> value.replaceFirst("'nonce-[^']*'", "'unsafe-inline'"),
                                POLICY_TEST)
                        .reportedAs("script-src 'unsafe-inline'"),
                changedHeader(
                                "Form page is cacheable",
                                "Cache-Control",
                                value -> "max-age=60",
                                "FormPageTest.preventsCachingAndReferrerOfFormPage")
                        .reportedAs("[\"max-age=60\"] to contain exactly"),
                Breakage.calls(
                                "Values on the form page are not escaped",
                                LaunchBreakages::unescapeForm,
                                "FormPageTest.escapesParametersOnFormPage")
                        .reportedAs("but found: [\"<script>\"]"),
                Breakage.calls(
                                "Error message contains the unsanitized `error` parameter",
                                LaunchBreakages::exposeErrorParameter,
                                "LaunchEndpointRulesTest.preventsLogInjectionByParameters")
                        .reportedAs("SAFIRE-0000 forged"),
                Breakage.calls(
                                "Cookie contains the access token",
                                LaunchBreakages::addTokenCookie,
                                "CallbackTest.keepsSecretsOutOfCookies")
                        .breaks(7)
                        .reportedAs("token="));
    }

    private static Object recordLaunch(ApiCall call) throws Throwable {
        Object result = call.proceed();
        if (result instanceof LaunchRedirect started) {
            STARTED.put(started.request().state(), started);
            STARTED.put("last", started);
        } else if (result instanceof CompletedLaunch completed) {
            COMPLETED.put(response(call).state().orElse(""), completed);
        }
        return result;
    }

    private static AuthorizationResponse response(ApiCall call) {
        return call.argument(0, AuthorizationResponse.class);
    }

    /** Returns the cookies of the call in addition to the cookies of the browser that started the launch. */
    private static RequestCookies cookiesOfStart(ApiCall call) {
        LaunchRedirect started = STARTED.get(response(call).state().orElse(""));
        RequestCookies cookies = call.argument(1, RequestCookies.class);
        if (started == null) {
            return cookies;
        }
        Map<String, String> all = new LinkedHashMap<>(cookies.values());
        started.response()
                .header("Set-Cookie")
                .forEach(cookie -> all.putAll(
                        RequestCookies.parse(cookie.replaceFirst(";.*", "")).values()));
        return new RequestCookies(all);
    }

    private static Object ignoreRejection(String reason, ApiCall call) throws Throwable {
        try {
            return recordLaunch(call);
        } catch (ValidationException rejection) {
            if (!call.isMethod("complete") || !rejection.reason().contains(reason)) {
                throw rejection;
            }
            String state = response(call).state().orElse("");
            CompletedLaunch before = COMPLETED.get(state);
            return before == null ? exchange(STARTED.get(state), call) : before;
        }
    }

    private static CompletedLaunch exchange(LaunchRedirect started, ApiCall call) {
        SmartClient client = CDI.current()
                .select(SmartClients.class)
                .get()
                .client(started.request().server());
        return CompletedLaunch.of(
                started.id(), client, client.exchange(started.request(), response(call)), null, List.of());
    }

    private static Object assignToLastLaunch(ApiCall call) throws Throwable {
        LaunchRedirect last = STARTED.get("last");
        if (!call.isMethod("complete")
                || last == null
                || STARTED.containsKey(response(call).state().orElse(""))) {
            return recordLaunch(call);
        }
        Map<String, String> parameters = new LinkedHashMap<>(response(call).parameters());
        parameters.put("state", last.request().state());
        return call.proceedWith(0, new AuthorizationResponse(parameters));
    }

    private static Object addMissingIssuer(ApiCall call) throws Throwable {
        if (!call.isMethod("exchange") && !call.isMethod("complete")) {
            return recordLaunch(call);
        }
        int index = call.isMethod("complete") ? 0 : 1;
        AuthorizationResponse response = call.argument(index, AuthorizationResponse.class);
        LaunchRedirect started = STARTED.get(response.state().orElse(""));
        if (started == null) {
            return call.proceed();
        }
        Map<String, String> parameters = new LinkedHashMap<>(response.parameters());
        String origin = started.request().endpoint().resolve("/auth").toString();
        parameters.putIfAbsent("iss", origin);
        return call.proceedWith(index, new AuthorizationResponse(parameters));
    }

    static Breakage changedHeader(String name, String header, UnaryOperator<String> change, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> {
                    Object result = call.proceed();
                    return result instanceof LaunchRedirect started
                            ? withHeader(
                                    started, header, change, started.response().body())
                            : result;
                },
                caughtBy);
    }

    static LaunchRedirect withHeader(LaunchRedirect started, String header, UnaryOperator<String> change, String body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        started.response()
                .headers()
                .forEach((name, values) -> headers.put(
                        name,
                        name.equalsIgnoreCase(header)
                                ? values.stream().map(change).toList()
                                : values));
        return LaunchRedirect.of(
                started.id(),
                started.request(),
                new WebResponse(started.response().status(), headers, body));
    }

    private static Object unescapeForm(ApiCall call) throws Throwable {
        Object result = call.proceed();
        if (!(result instanceof LaunchRedirect started)) {
            return result;
        }
        String body = started.response()
                .body()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
        return withHeader(started, "", value -> value, body);
    }

    private static Object exposeErrorParameter(ApiCall call) throws Throwable {
        try {
            return call.proceed();
        } catch (ValidationException rejection) {
            if (!call.isMethod("complete")) {
                throw rejection;
            }
            throw new ValidationException(
                    Failure.of(
                            rejection.code(),
                            rejection.server().orElse(null),
                            Step.TOKEN,
                            rejection.failure().text() + response(call).error().orElse("")),
                    rejection.attribute(),
                    rejection.reason());
        }
    }

    private static Object addTokenCookie(ApiCall call) throws Throwable {
        Object result = call.proceed();
        if (!(result instanceof CompletedLaunch completed)) {
            return result;
        }
        List<String> cookies = new ArrayList<>(completed.cookies());
        cookies.add("token=" + completed.tokens().accessToken().value() + "; Path=/");
        return CompletedLaunch.of(
                completed.id(),
                completed.client(),
                completed.tokens(),
                completed.target().orElse(null),
                cookies);
    }
}
