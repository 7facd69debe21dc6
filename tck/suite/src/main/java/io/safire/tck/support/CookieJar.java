package io.safire.tck.support;

import io.safire.web.RequestCookies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The cookies of a browser. */
public final class CookieJar {

    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** Stores and removes cookies as the values of {@code Set-Cookie} headers specify. */
    public void receive(List<String> headers) {
        for (String header : headers) {
            String pair = header.split(";", 2)[0];
            String name = pair.substring(0, pair.indexOf('='));
            if (header.contains("; Max-Age=0")) {
                cookies.remove(name);
            } else {
                String value = pair.substring(name.length() + 1);
                cookies.put(name, value);
                KnownSecrets.record(List.of(value));
            }
        }
    }

    /** Returns the names of the cookies, oldest first. */
    public List<String> names() {
        return List.copyOf(cookies.keySet());
    }

    /** Returns the value of the {@code Cookie} header. */
    public String header() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Returns the parsed {@code Cookie} header. */
    public RequestCookies cookies() {
        return RequestCookies.parse(header());
    }
}
