package io.safire.impl.web;

import io.safire.web.WebAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Responses to browsers. Redirects and pages forbid caching and the {@code Referer} header; JSON documents may be cached. */
final class Answers {

    private static final int OK = 200;
    private static final int SEE_OTHER = 303;

    private Answers() {}

    static WebAnswer redirect(String location, List<String> cookies) {
        return answer(SEE_OTHER, Map.of("Location", List.of(location)), cookies, "");
    }

    static WebAnswer page(int status, String policy, List<String> cookies, String body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("text/html; charset=utf-8"));
        headers.put("Content-Security-Policy", List.of(policy));
        headers.put("X-Content-Type-Options", List.of("nosniff"));
        return answer(status, headers, cookies, body);
    }

    /** Returns a JSON document with the given {@code Cache-Control} header. */
    static WebAnswer json(String body, String cacheControl) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        headers.put("Cache-Control", List.of(cacheControl));
        headers.put("X-Content-Type-Options", List.of("nosniff"));
        return new WebAnswer(OK, headers, body);
    }

    /** Returns a copy with one more header. */
    static WebAnswer with(WebAnswer answer, String name, String value) {
        Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers());
        headers.put(name, List.of(value));
        return new WebAnswer(answer.status(), headers, answer.body());
    }

    private static WebAnswer answer(int status, Map<String, List<String>> own, List<String> cookies, String body) {
        Map<String, List<String>> headers = new LinkedHashMap<>(own);
        headers.put("Cache-Control", List.of("no-store"));
        headers.put("Referrer-Policy", List.of("no-referrer"));
        if (!cookies.isEmpty()) {
            headers.put("Set-Cookie", cookies);
        }
        return new WebAnswer(status, headers, body);
    }
}
