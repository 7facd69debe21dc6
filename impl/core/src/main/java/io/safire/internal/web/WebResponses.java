package io.safire.internal.web;

import io.safire.web.WebResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Responses to browsers. Redirects and pages must not be cached, and must not cause a {@code Referer} header. JSON
 * documents may be cached.
 */
final class WebResponses {

    private static final int OK = 200;
    private static final int SEE_OTHER = 303;

    private WebResponses() {}

    static WebResponse redirect(String location, List<String> cookies) {
        return uncached(SEE_OTHER, Map.of("Location", List.of(location)), cookies, "");
    }

    static WebResponse page(int status, String policy, List<String> cookies, String body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("text/html; charset=utf-8"));
        headers.put("Content-Security-Policy", List.of(policy));
        headers.put("X-Content-Type-Options", List.of("nosniff"));
        return uncached(status, headers, cookies, body);
    }

    static WebResponse json(String body, String cacheControl) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        headers.put("Cache-Control", List.of(cacheControl));
        headers.put("X-Content-Type-Options", List.of("nosniff"));
        return new WebResponse(OK, headers, body);
    }

    static WebResponse withHeader(WebResponse response, String name, String value) {
        Map<String, List<String>> headers = new LinkedHashMap<>(response.headers());
        headers.put(name, List.of(value));
        return new WebResponse(response.status(), headers, response.body());
    }

    /** The new cookies precede the cookies of the response. */
    static WebResponse withCookies(WebResponse response, List<String> cookies) {
        List<String> all = new ArrayList<>(cookies);
        all.addAll(response.header("Set-Cookie"));
        Map<String, List<String>> headers = new LinkedHashMap<>(response.headers());
        headers.keySet().removeIf("Set-Cookie"::equalsIgnoreCase);
        headers.put("Set-Cookie", all);
        return new WebResponse(response.status(), headers, response.body());
    }

    private static WebResponse uncached(
            int status, Map<String, List<String>> specific, List<String> cookies, String body) {
        Map<String, List<String>> headers = new LinkedHashMap<>(specific);
        headers.put("Cache-Control", List.of("no-store"));
        headers.put("Referrer-Policy", List.of("no-referrer"));
        if (!cookies.isEmpty()) {
            headers.put("Set-Cookie", cookies);
        }
        return new WebResponse(status, headers, body);
    }
}
