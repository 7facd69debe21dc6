package io.safire.tck.deployed.cookie;

import java.util.List;
import java.util.Map;

/** The cookie with the id of the session; over https its name binds it to the host. */
final class SessionCookie {

    private static final String PLAIN = "chart";
    private static final String SECURE = "__Host-chart";
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=None; Partitioned";

    private SessionCookie() {}

    static String setting(String id, boolean https) {
        return (https ? SECURE : PLAIN) + "=" + id + ATTRIBUTES;
    }

    static String clearing(String name) {
        return name + "=" + ATTRIBUTES + "; Max-Age=0";
    }

    /** The names of the session cookies among all cookies. */
    static List<String> names(Map<String, String> cookies) {
        return List.of(SECURE, PLAIN).stream().filter(cookies::containsKey).toList();
    }
}
