package io.safire.tck.safire.deployed.cookie;

import java.util.List;
import java.util.Map;

/** The session cookie. Over https, the name of the session cookie has the prefix {@code __Host-}. */
final class SessionCookie {

    private static final String PLAIN = "chart";
    private static final String SECURE = "__Host-chart";
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=None; Partitioned";

    private SessionCookie() {}

    static String create(String id, boolean https) {
        return (https ? SECURE : PLAIN) + "=" + id + ATTRIBUTES;
    }

    static String clear(String name) {
        return name + "=" + ATTRIBUTES + "; Max-Age=0";
    }

    /** Returns the names of the session cookies among the cookies of a request. */
    static List<String> namesIn(Map<String, String> cookies) {
        return List.of(SECURE, PLAIN).stream().filter(cookies::containsKey).toList();
    }
}
