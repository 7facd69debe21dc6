package io.safire.impl.discovery;

import io.safire.impl.transport.HttpAnswer;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The freshness lifetime of responses according to their {@code Cache-Control} header (RFC 9111, section 5.2), at most
 * one day.
 */
public final class CacheControl {

    private static final Pattern MAX_AGE = Pattern.compile("(?i)\\bmax-age=\"?(\\d{1,9})");
    private static final Pattern NO_CACHE = Pattern.compile("(?i)\\bno-(store|cache)\\b");
    private static final Pattern MUST_REVALIDATE = Pattern.compile("(?i)\\b(no-store|no-cache|must-revalidate)\\b");
    private static final Pattern STALE_IF_ERROR = Pattern.compile("(?i)\\bstale-if-error=\"?(\\d{1,9})");
    private static final int NOT_MODIFIED = 304;
    private static final Duration LONGEST = Duration.ofDays(1);

    private CacheControl() {}

    /**
     * Returns the {@code Cache-Control} header of a response. A 304 response without the header keeps the earlier one
     * (RFC 9111, sections 3.2 and 4.3.4).
     */
    public static String of(HttpAnswer answer, String earlier) {
        return answer.header("cache-control").orElse(answer.status() == NOT_MODIFIED ? earlier : "");
    }

    /** Returns the freshness lifetime of a response, or a default if its {@code Cache-Control} header contains none. */
    public static Duration lifetime(HttpAnswer answer, Duration byDefault) {
        return lifetime(of(answer, ""), byDefault);
    }

    /**
     * Returns the freshness lifetime according to a {@code Cache-Control} header, or a default if the header contains
     * none.
     */
    public static Duration lifetime(String header, Duration byDefault) {
        if (NO_CACHE.matcher(header).find()) {
            return Duration.ZERO;
        }
        Matcher maxAge = MAX_AGE.matcher(header);
        Duration lifetime = maxAge.find() ? Duration.ofSeconds(Long.parseLong(maxAge.group(1))) : byDefault;
        return lifetime.compareTo(LONGEST) > 0 ? LONGEST : lifetime;
    }

    /**
     * Returns how long a stale response may be used if no newer one can be loaded (RFC 5861, section 4; RFC 9111,
     * section 4.2.4).
     */
    static Duration grace(String header, Duration most) {
        if (MUST_REVALIDATE.matcher(header).find()) {
            return Duration.ZERO;
        }
        Matcher seconds = STALE_IF_ERROR.matcher(header);
        Duration allowed = seconds.find() ? Duration.ofSeconds(Long.parseLong(seconds.group(1))) : most;
        return allowed.compareTo(most) > 0 ? most : allowed;
    }
}
