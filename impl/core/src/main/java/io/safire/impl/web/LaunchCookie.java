package io.safire.impl.web;

import io.safire.impl.transport.Opaque;
import io.safire.launch.AgentCookies;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The cookie of one launch. Each launch has its own, since two launches that begin at the same time in a browser without
 * cookies would overwrite a common one; and a browser keeps a few of them only, since many would make its requests too
 * long for some servers.
 *
 * @param secure false where the redirect URI is plain http, which is allowed for loopback hosts only; many tools, and some
 *     browsers, do not send a {@code Secure} cookie there
 * @see <a href="https://www.ietf.org/archive/id/draft-cutler-httpbis-partitioned-cookies-01.html">Partitioned cookies</a>
 */
record LaunchCookie(String id, boolean secure) {

    private static final String SECURE_PREFIX = "__Host-safire-";
    private static final String PLAIN_PREFIX = "safire-";
    private static final int MOST = 16;
    private static final int RADIX = 36;

    static LaunchCookie of(String id, String redirectUri) {
        return new LaunchCookie(
                id, !"http".equalsIgnoreCase(URI.create(redirectUri).getScheme()));
    }

    String name() {
        return (secure ? SECURE_PREFIX : PLAIN_PREFIX) + id;
    }

    /** Its value: the time, by which the oldest is known, and chance. */
    static String value(Instant now, SecureRandom random) {
        return Long.toString(now.getEpochSecond(), RADIX) + "." + Opaque.random(random);
    }

    /** The {@code Set-Cookie} header that sets it. */
    String setting(String value, Duration lifetime) {
        return line(name(), value, Math.max(1, lifetime.toSeconds()), secure);
    }

    /** The {@code Set-Cookie} header that clears it. */
    String clearing() {
        return clearing(name());
    }

    /** The {@code Set-Cookie} headers that clear the oldest cookies of other launches, so that there is room for one. */
    static List<String> clearingSurplus(AgentCookies cookies) {
        return cookies.values().entrySet().stream()
                .filter(cookie ->
                        cookie.getKey().matches("(" + SECURE_PREFIX + "|" + PLAIN_PREFIX + ")[A-Za-z0-9_-]{16}"))
                .sorted(Comparator.comparing(LaunchCookie::begun).reversed())
                .skip(MOST - 1L)
                .map(cookie -> clearing(cookie.getKey()))
                .toList();
    }

    private static String clearing(String name) {
        return line(name, "", 0, name.startsWith(SECURE_PREFIX));
    }

    private static String line(String name, String value, long seconds, boolean secure) {
        String scope = secure ? "; Secure; HttpOnly; SameSite=None; Partitioned" : "; HttpOnly; SameSite=Lax";
        return name + "=" + value + "; Path=/; Max-Age=" + seconds + scope;
    }

    private static long begun(Map.Entry<String, String> cookie) {
        try {
            return Long.parseLong(cookie.getValue().split("\\.", 2)[0], RADIX);
        } catch (NumberFormatException notOurs) {
            return Long.MIN_VALUE;
        }
    }
}
