package io.safire.internal.config;

import io.safire.internal.text.LogSanitizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The headers that a gateway in front of a server requires, such as a subscription key.
 *
 * @param values the secret values by the names of the headers
 */
public record GatewayHeaders(Map<String, String> values) {

    public static final GatewayHeaders NONE = new GatewayHeaders(Map.of());

    private static final Pattern NAME = Pattern.compile("[\\w!#$%&'*+^`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[!-~]([ -~]*[!-~])?");

    /** The headers that Safire, the HTTP client or the body of a request determine, in lower case. */
    private static final Set<String> RESERVED = Set.of(
            "accept",
            "authorization",
            "connection",
            "cookie",
            "cookie2",
            "date",
            "dpop",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "origin",
            "prefer",
            "range",
            "referer",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "via");

    private static final List<String> RESERVED_STARTS =
            List.of("accept-", "content-", "if-", "proxy-", "safire-", "sec-");

    public GatewayHeaders {
        values = Map.copyOf(values);
    }

    static GatewayHeaders read(SettingParser parser) {
        Map<String, String> valid = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        parser.group(Setting.HEADERS).forEach((name, value) -> {
            Optional<String> reason = valid.containsKey(name)
                    ? Optional.of("the header is set twice, in capital and in small letters")
                    : violation(name, value);
            reason.ifPresent(text -> parser.errors().unusable(Setting.HEADERS, LogSanitizer.sanitize(name), text));
            valid.put(name, value);
        });
        return new GatewayHeaders(valid);
    }

    /** The reason does not show the value. */
    private static Optional<String> violation(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            return Optional.of("the name is not the name of a header (RFC 9110, section 5.1)");
        }
        if (RESERVED.contains(lower) || RESERVED_STARTS.stream().anyMatch(lower::startsWith)) {
            return Optional.of("the client controls this header");
        }
        return VALUE.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("the value contains a character that is not a printable ASCII character");
    }

    /** Omits the values, because they are secret. */
    @Override
    public String toString() {
        return "GatewayHeaders" + values.keySet();
    }
}
