package io.safire.internal.document;

import io.safire.internal.http.InboundResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The freshness lifetime of responses according to their {@code Cache-Control} header (RFC 9111, section 5.2). The
 * lifetime is at most one day.
 */
public final class CacheControl {

    private static final Pattern MAX_AGE = Pattern.compile("(?i)\\bmax-age=\"?(\\d{1,9})");
    private static final Pattern NO_CACHE = Pattern.compile("(?i)\\bno-(store|cache)\\b");
    private static final Pattern MUST_REVALIDATE = Pattern.compile("(?i)\\b(no-store|no-cache|must-revalidate)\\b");
    private static final Pattern STALE_IF_ERROR = Pattern.compile("(?i)\\bstale-if-error=\"?(\\d{1,9})");
    private static final int NOT_MODIFIED = 304;
    private static final Duration MAX_LIFETIME = Duration.ofDays(1);

    private CacheControl() {}

    /**
     * Returns the header of the response. A 304 response may omit the header. In this case, the earlier header still
     * applies (RFC 9111, sections 3.2 and 4.3.4).
     */
    public static String of(InboundResponse response, String previous) {
        return response.header("cache-control").orElse(response.status() == NOT_MODIFIED ? previous : "");
    }

    public static Duration lifetime(InboundResponse response, Duration defaultLifetime) {
        return lifetime(of(response, ""), defaultLifetime);
    }

    public static Duration lifetime(String header, Duration defaultLifetime) {
        if (NO_CACHE.matcher(header).find()) {
            return Duration.ZERO;
        }
        Matcher maxAge = MAX_AGE.matcher(header);
        Duration lifetime = maxAge.find() ? Duration.ofSeconds(Long.parseLong(maxAge.group(1))) : defaultLifetime;
        return lifetime.compareTo(MAX_LIFETIME) > 0 ? MAX_LIFETIME : lifetime;
    }

    /** The result may exceed one day. */
    public static Optional<Duration> maxAge(InboundResponse response) {
        Matcher maxAge = MAX_AGE.matcher(response.header("cache-control").orElse(""));
        return maxAge.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(maxAge.group(1)))) : Optional.empty();
    }

    /**
     * Returns the time for which a stale response may be used if no newer response can be loaded (RFC 5861, section 4;
     * RFC 9111, section 4.2.4).
     */
    static Duration staleIfError(String header, Duration max) {
        if (MUST_REVALIDATE.matcher(header).find()) {
            return Duration.ZERO;
        }
        Matcher seconds = STALE_IF_ERROR.matcher(header);
        Duration allowed = seconds.find() ? Duration.ofSeconds(Long.parseLong(seconds.group(1))) : max;
        return allowed.compareTo(max) > 0 ? max : allowed;
    }
}
