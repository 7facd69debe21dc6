package io.safire.broken;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ValidationException;
import io.safire.launch.AgentCookies;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CompletedLaunch;
import io.safire.launch.StartedLaunch;
import io.safire.web.WebAnswer;
import jakarta.enterprise.inject.spi.CDI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Breakages in pending launches, their cookies and their form page. */
final class LaunchBreakages {

    private static final Map<String, StartedLaunch> STARTED = new ConcurrentHashMap<>();
    private static final Map<String, CompletedLaunch> COMPLETED = new ConcurrentHashMap<>();
    private static final String COOKIE = "CallbackTest.cookieIsForThisHostOverTlsAndWorksInAFrame";
    private static final String POLICY = "CallbackTest.formIsHeldByAStrictPolicy";

    private LaunchBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                        "Authorization response is accepted from any browser",
                        call -> call.is("complete") ? call.proceedWith(1, cookies(call)) : remembering(call),
                        "CallbackTest.answerInAnotherBrowserIsRefusedAndTheLaunchGoesOn",
                        "LaunchEndpointsTest.answersThatDoNotBelongHereGetAPageThatTellsNothing"),
                Breakage.calls(
                        "Authorization response is accepted twice",
                        call -> unless("completed", call),
                        "CallbackTest.answerIsTakenOnce"),
                Breakage.calls(
                        "Pending launch never expires", call -> unless("has expired", call), "CallbackTest.launchExpires"),
                Breakage.calls(
                        "Authorization response with an unknown `state` is assigned to the last launch",
                        LaunchBreakages::toTheLastLaunch,
                        "CallbackTest.answerWithoutAStateThatIsKnownIsRefused"),
                Breakage.calls(
                        "Missing `iss` is accepted from a server that declares support for it",
                        LaunchBreakages::withItsIssuer,
                        "CallbackTest.answerWithoutIssuerIsRefusedWhereTheServerPromisesOne"),
                header("Launch cookie is sent over http", "Set-Cookie", value -> value.replace(" Secure;", ""), COOKIE),
                header("Launch cookie is not bound to its host", "Set-Cookie", value -> value.replace("__Host-", ""), COOKIE),
                header(
                        "Launch cookie does not work in a frame",
                        "Set-Cookie",
                        value -> value.replace("SameSite=None; Partitioned", "SameSite=Lax"),
                        COOKIE),
                header("Scripts can read the launch cookie", "Set-Cookie", value -> value.replace(" HttpOnly;", ""), COOKIE),
                header(
                        "Any site can frame the form page",
                        "Content-Security-Policy",
                        value -> value.replaceFirst("; frame-ancestors.*", ""),
                        POLICY),
                header(
                        "Form page runs any inline script",
                        "Content-Security-Policy",
                        value -> value.replaceFirst("'nonce-[^']*'", "'unsafe-inline'"),
                        POLICY),
                header("Form page is cacheable", "Cache-Control", value -> "max-age=60", POLICY),
                Breakage.calls(
                        "Values on the form page are not escaped",
                        LaunchBreakages::unescaped,
                        "CallbackTest.valuesCannotLeaveTheirPlaceOnThePage"),
                Breakage.calls(
                        "Error message contains the `error` parameter unsanitized",
                        LaunchBreakages::repeating,
                        "LaunchEndpointsTest.errorsShowNothingThatAStrangerMadeUpOnLinesOfItsOwn"),
                Breakage.calls(
                        "Cookie contains the access token",
                        LaunchBreakages::withTheTokenInACookie,
                        "CallbackTest.nothingSecretIsInACookieOrText"));
    }

    private static Object remembering(Call call) throws Throwable {
        Object result = call.proceed();
        if (result instanceof StartedLaunch started) {
            STARTED.put(started.request().state(), started);
            STARTED.put("last", started);
        } else if (result instanceof CompletedLaunch completed) {
            COMPLETED.put(response(call).state().orElse(""), completed);
        }
        return result;
    }

    private static AuthorizationResponse response(Call call) {
        return call.argument(0, AuthorizationResponse.class);
    }

    /** Returns the cookies of the call and, additionally, those of the browser that started the launch. */
    private static AgentCookies cookies(Call call) {
        StartedLaunch started = STARTED.get(response(call).state().orElse(""));
        AgentCookies own = call.argument(1, AgentCookies.class);
        if (started == null) {
            return own;
        }
        Map<String, String> all = new LinkedHashMap<>(own.values());
        started.answer()
                .header("Set-Cookie")
                .forEach(cookie -> all.putAll(
                        AgentCookies.parse(cookie.replaceFirst(";.*", "")).values()));
        return new AgentCookies(all);
    }

    private static Object unless(String reason, Call call) throws Throwable {
        try {
            return remembering(call);
        } catch (ValidationException refused) {
            if (!call.is("complete") || !refused.reason().contains(reason)) {
                throw refused;
            }
            String state = response(call).state().orElse("");
            CompletedLaunch before = COMPLETED.get(state);
            return before == null ? exchanged(STARTED.get(state), call) : before;
        }
    }

    private static CompletedLaunch exchanged(StartedLaunch started, Call call) {
        SmartClient client = CDI.current()
                .select(SmartClients.class)
                .get()
                .client(started.request().server());
        return new CompletedLaunch(
                started.id(), client, client.exchange(started.request(), response(call)), null, List.of());
    }

    private static Object toTheLastLaunch(Call call) throws Throwable {
        StartedLaunch last = STARTED.get("last");
        if (!call.is("complete")
                || last == null
                || STARTED.containsKey(response(call).state().orElse(""))) {
            return remembering(call);
        }
        Map<String, String> parameters = new LinkedHashMap<>(response(call).parameters());
        parameters.put("state", last.request().state());
        return call.proceedWith(0, new AuthorizationResponse(parameters));
    }

    private static Object withItsIssuer(Call call) throws Throwable {
        if (!call.is("exchange") && !call.is("complete")) {
            return remembering(call);
        }
        int index = call.is("complete") ? 0 : 1;
        AuthorizationResponse response = call.argument(index, AuthorizationResponse.class);
        StartedLaunch started = STARTED.get(response.state().orElse(""));
        if (started == null) {
            return call.proceed();
        }
        Map<String, String> parameters = new LinkedHashMap<>(response.parameters());
        String origin = started.request().endpoint().resolve("/auth").toString();
        parameters.putIfAbsent("iss", origin);
        return call.proceedWith(index, new AuthorizationResponse(parameters));
    }

    private static Breakage header(String name, String header, UnaryOperator<String> change, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> {
                    Object result = call.proceed();
                    return result instanceof StartedLaunch started
                            ? with(started, header, change, started.answer().body())
                            : result;
                },
                caughtBy);
    }

    private static StartedLaunch with(StartedLaunch started, String header, UnaryOperator<String> change, String body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        started.answer()
                .headers()
                .forEach((name, values) -> headers.put(
                        name,
                        name.equalsIgnoreCase(header)
                                ? values.stream().map(change).toList()
                                : values));
        return new StartedLaunch(
                started.id(), started.request(), new WebAnswer(started.answer().status(), headers, body));
    }

    private static Object unescaped(Call call) throws Throwable {
        Object result = call.proceed();
        if (!(result instanceof StartedLaunch started)) {
            return result;
        }
        String body = started.answer()
                .body()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
        return with(started, "", value -> value, body);
    }

    private static Object repeating(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (ValidationException refused) {
            if (!call.is("complete")) {
                throw refused;
            }
            throw new ValidationException(
                    refused.server().orElse(null),
                    refused.getMessage() + response(call).error().orElse(""),
                    refused.attribute(),
                    refused.reason());
        }
    }

    private static Object withTheTokenInACookie(Call call) throws Throwable {
        Object result = call.proceed();
        if (!(result instanceof CompletedLaunch completed)) {
            return result;
        }
        List<String> cookies = new ArrayList<>(completed.cookies());
        cookies.add("token=" + completed.tokens().accessToken().value() + "; Path=/");
        return new CompletedLaunch(
                completed.id(),
                completed.client(),
                completed.tokens(),
                completed.target().orElse(null),
                cookies);
    }
}
