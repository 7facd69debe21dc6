package io.safire.impl.web;

import io.safire.launch.AgentCookies;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cookie of one launch. Each launch has its own, since two launches that begin at the same time in a browser would
 * overwrite a common one. A browser keeps a few of them, since some servers refuse requests whose headers are longer than
 * 8 KiB.
 *
 * @param secure false where the redirect URI is plain http, which is allowed for loopback hosts only; many tools, and some
 *     browsers, do not send a {@code Secure} cookie there
 * @see <a href="https://www.ietf.org/archive/id/draft-cutler-httpbis-partitioned-cookies-01.html">Partitioned cookies</a>
 */
record LaunchCookie(String id, boolean secure) {

    static final String SECURE_PREFIX = "__Host-safire-";

    /** Browsers store 4,096 characters of name, value and attributes. */
    static final int LONGEST_VALUE = 3_800;

    private static final String PLAIN_PREFIX = "safire-";
    private static final int MOST = 4;
    private static final int LONGEST_TOGETHER = 4_096;
    /** A request can bring thousands of cookies; the next launch clears more. */
    private static final int MOST_CLEARED = 20;

    private static final int RADIX = 36;
    private static final Pattern NAME =
            Pattern.compile("(" + SECURE_PREFIX + "|" + PLAIN_PREFIX + ")[A-Za-z0-9_-]{16}");

    static LaunchCookie of(String id, String redirectUri) {
        return new LaunchCookie(
                id, !"http".equalsIgnoreCase(URI.create(redirectUri).getScheme()));
    }

    /** Finds the cookie of a launch, the secure one first. */
    static Optional<LaunchCookie> in(AgentCookies cookies, String id) {
        return List.of(new LaunchCookie(id, true), new LaunchCookie(id, false)).stream()
                .filter(cookie ->
                        !cookies.values().getOrDefault(cookie.name(), "").isEmpty())
                .findFirst();
    }

    String name() {
        return (secure ? SECURE_PREFIX : PLAIN_PREFIX) + id;
    }

    /** Returns the value for a sealed launch: the time, which tells the oldest cookie, and the launch. */
    static String value(Instant now, String sealed) {
        return Long.toString(now.getEpochSecond(), RADIX) + "." + sealed;
    }

    /** Returns the sealed launch; empty if the value is longer than that of any launch. */
    String content(AgentCookies cookies) {
        String value = cookies.values().getOrDefault(name(), "");
        return value.length() > LONGEST_VALUE ? "" : value.substring(value.indexOf('.') + 1);
    }

    /** The {@code Set-Cookie} header that sets it. */
    String setting(String value, Duration lifetime) {
        return line(name(), value, Math.max(1, lifetime.toSeconds()), secure);
    }

    /** The {@code Set-Cookie} header that clears it. */
    String clearing() {
        return clearing(name());
    }

    /** Returns the {@code Set-Cookie} headers that clear the oldest cookies of other launches, to make room for a value: a few of them. */
    static List<String> clearingSurplus(AgentCookies cookies, String value) {
        List<String> lines = new ArrayList<>();
        int count = 1;
        int length = value.length();
        for (Map.Entry<String, String> cookie : newestFirst(cookies)) {
            count++;
            length += cookie.getValue().length();
            if (count > MOST || length > LONGEST_TOGETHER) {
                lines.add(clearing(cookie.getKey()));
            }
        }
        return lines.subList(Math.max(0, lines.size() - MOST_CLEARED), lines.size());
    }

    private static List<Map.Entry<String, String>> newestFirst(AgentCookies cookies) {
        return cookies.values().entrySet().stream()
                .filter(cookie -> NAME.matcher(cookie.getKey()).matches())
                .sorted(Comparator.comparing(LaunchCookie::begun).reversed())
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
