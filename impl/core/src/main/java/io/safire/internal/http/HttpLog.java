package io.safire.internal.http;

import io.safire.internal.text.Urls;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The log of requests and responses, at level {@code DEBUG} of the logger {@value #LOGGER_NAME}. The log contains no
 * bodies, no queries, and no values of headers that can contain a secret.
 *
 * @param server the name of the server
 * @param userAgent the value of the {@code User-Agent} header
 */
record HttpLog(String server, String userAgent) {

    static final String LOGGER_NAME = "io.safire.http";

    private static final Logger LOG = System.getLogger(LOGGER_NAME);
    private static final String MASK = "***";
    private static final Set<String> SHOWN = Set.of(
            "accept",
            "age",
            "allow",
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "expires",
            "last-modified",
            "retry-after",
            "server",
            "transfer-encoding",
            "user-agent",
            "vary",
            "via");
    /**
     * The log contains the names of these headers without their values. Of all other headers, the log contains only
     * their number.
     */
    private static final Set<String> MASKED = Set.of(
            "authorization",
            "dpop-nonce",
            "etag",
            "if-none-match",
            "location",
            "proxy-authenticate",
            "set-cookie",
            "www-authenticate");

    private static final Set<String> SHOWN_SCHEMES = Set.of("Basic", "Bearer");
    private static final Pattern SHORT_ASCII = Pattern.compile("[ -~]{0,200}");

    InboundResponse logExchange(OutboundRequest request, Supplier<InboundResponse> exchange) {
        if (!LOG.isLoggable(Level.DEBUG)) {
            return exchange.get();
        }
        String summary = server + ": " + request.method() + " " + HttpTransport.withoutQuery(request.target());
        LOG.log(Level.DEBUG, () -> summary + " " + describe(request.headers(userAgent)));
        long start = System.nanoTime();
        try {
            InboundResponse response = exchange.get();
            LOG.log(
                    Level.DEBUG,
                    () -> summary + ": HTTP " + response.status() + " after " + millisSince(start) + " ms "
                            + describe(response.headers()));
            return response;
        } catch (TransportException failure) {
            LOG.log(
                    Level.DEBUG,
                    () -> summary + ": " + failure.kind() + " after " + millisSince(start) + " ms ("
                            + failure.description() + ")");
            throw failure;
        }
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    static String describe(Map<String, String> headers) {
        StringJoiner described = new StringJoiner(", ", "[", "]");
        int others = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (SHOWN.contains(name)) {
                described.add(name + ": " + shown(header.getValue()));
            } else if (MASKED.contains(name)) {
                described.add(name + ": " + masked(name, header.getValue()));
            } else {
                others++;
            }
        }
        return others == 0 ? described.toString() : described + " and " + others + " more";
    }

    private static String shown(String value) {
        return SHORT_ASCII.matcher(value).matches() ? value : MASK;
    }

    private static String masked(String name, String value) {
        if (name.equals("location")) {
            return locationWithoutQuery(value).orElse(MASK);
        }
        String scheme = value.replaceFirst(" .*", "");
        return name.equals("authorization") && SHOWN_SCHEMES.contains(scheme) ? scheme + " " + MASK : MASK;
    }

    private static Optional<String> locationWithoutQuery(String value) {
        return Urls.parse(value).map(HttpTransport::withoutQuery);
    }
}
