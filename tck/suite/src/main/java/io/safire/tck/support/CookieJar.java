package io.safire.tck.support;

import io.safire.launch.AgentCookies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The cookies of one browser. */
public final class CookieJar {

    private final Map<String, String> cookies = new LinkedHashMap<>();

    /**
     * Does what {@code Set-Cookie} headers say.
     *
     * @param headers their values
     */
    public void receive(List<String> headers) {
        for (String header : headers) {
            String pair = header.split(";", 2)[0];
            String name = pair.substring(0, pair.indexOf('='));
            if (header.contains("; Max-Age=0")) {
                cookies.remove(name);
            } else {
                String value = pair.substring(name.length() + 1);
                cookies.put(name, value);
                KnownSecrets.note(List.of(value));
            }
        }
    }

    /**
     * The names of the cookies.
     *
     * @return the oldest first
     */
    public List<String> names() {
        return List.copyOf(cookies.keySet());
    }

    /**
     * The header that the browser sends.
     *
     * @return the value of {@code Cookie}
     */
    public String header() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /**
     * The same, read.
     *
     * @return the cookies
     */
    public AgentCookies cookies() {
        return AgentCookies.parse(header());
    }
}
