package io.safire.internal.web;

import io.safire.web.RequestCookies;
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
 * The cookie of one launch. Each launch has its own cookie, so that concurrent launches in one browser do not overwrite
 * each other. The number of cookies in a browser is limited, because some servers reject requests with more than 8 KiB
 * of headers.
 *
 * @param secure false if the redirect URI is plain http (allowed only for loopback hosts). Many tools and some browsers
 *     do not send a {@code Secure} cookie over plain http
 * @see <a href="https://www.ietf.org/archive/id/draft-cutler-httpbis-partitioned-cookies-01.html">Partitioned cookies</a>
 */
record LaunchCookie(String id, boolean secure) {

    static final String SECURE_PREFIX = "__Host-safire-";

    /** Browsers store 4,096 characters. The rest is for the name and the attributes. */
    static final int MAX_VALUE_LENGTH = 3_800;

    private static final String PLAIN_PREFIX = "safire-";
    private static final int MAX_COOKIES = 4;
    private static final int MAX_TOTAL_LENGTH = 4_096;
    /**
     * The maximum prevents a request with thousands of cookies from causing as many response headers. The next launch
     * clears further cookies.
     */
    private static final int MAX_CLEARED = 20;

    private static final int RADIX = 36;
    private static final Pattern NAME =
            Pattern.compile("(" + SECURE_PREFIX + "|" + PLAIN_PREFIX + ")[A-Za-z0-9_-]{16}");

    static LaunchCookie of(String id, String redirectUri) {
        return new LaunchCookie(
                id, !"http".equalsIgnoreCase(URI.create(redirectUri).getScheme()));
    }

    /**
     * Finds the cookie of a launch in a request. A secure cookie takes precedence. The result is empty if the request
     * has no cookie for this launch.
     */
    static Optional<LaunchCookie> find(RequestCookies cookies, String id) {
        return List.of(new LaunchCookie(id, true), new LaunchCookie(id, false)).stream()
                .filter(cookie ->
                        !cookies.values().getOrDefault(cookie.name(), "").isEmpty())
                .findFirst();
    }

    String name() {
        return (secure ? SECURE_PREFIX : PLAIN_PREFIX) + id;
    }

    /**
     * The value starts with the time of its creation, so that {@link #clearSurplusHeaders} can find the oldest cookies.
     */
    static String value(Instant now, String encrypted) {
        return Long.toString(now.getEpochSecond(), RADIX) + "." + encrypted;
    }

    /** The result is an empty string if the value exceeds the maximum length. */
    String encryptedLaunch(RequestCookies cookies) {
        String value = cookies.values().getOrDefault(name(), "");
        return value.length() > MAX_VALUE_LENGTH ? "" : value.substring(value.indexOf('.') + 1);
    }

    String setCookieHeader(String value, Duration lifetime) {
        return header(name(), value, Math.max(1, lifetime.toSeconds()));
    }

    String clearCookieHeader() {
        return header(name(), "", 0);
    }

    /**
     * Returns up to 20 {@code Set-Cookie} headers that clear the oldest cookies of other launches, to make room for a
     * new cookie.
     */
    static List<String> clearSurplusHeaders(RequestCookies cookies, String value) {
        List<String> headers = new ArrayList<>();
        int count = 1;
        int length = value.length();
        for (Map.Entry<String, String> cookie : newestFirst(cookies)) {
            count++;
            length += cookie.getValue().length();
            if (count > MAX_COOKIES || length > MAX_TOTAL_LENGTH) {
                headers.add(header(cookie.getKey(), "", 0));
            }
        }
        return headers.subList(Math.max(0, headers.size() - MAX_CLEARED), headers.size());
    }

    private static List<Map.Entry<String, String>> newestFirst(RequestCookies cookies) {
        return cookies.values().entrySet().stream()
                .filter(cookie -> NAME.matcher(cookie.getKey()).matches())
                .sorted(Comparator.comparing(LaunchCookie::startTime).reversed())
                .toList();
    }

    private static String header(String name, String value, long seconds) {
        String attributes = name.startsWith(SECURE_PREFIX)
                ? "; Secure; HttpOnly; SameSite=None; Partitioned"
                : "; HttpOnly; SameSite=Lax";
        return name + "=" + value + "; Path=/; Max-Age=" + seconds + attributes;
    }

    private static long startTime(Map.Entry<String, String> cookie) {
        try {
            return Long.parseLong(cookie.getValue().split("\\.", 2)[0], RADIX);
        } catch (NumberFormatException malformed) {
            return Long.MIN_VALUE;
        }
    }
}
