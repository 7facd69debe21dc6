package io.safire.internal.config;

import static io.safire.internal.config.Setting.BASE_URL;
import static io.safire.internal.config.Setting.FURTHER_RESOURCE_URLS;
import static io.safire.internal.config.Setting.HEADERS;
import static io.safire.internal.config.Setting.INTROSPECTION_ENDPOINT;
import static io.safire.internal.config.Setting.REGISTRATION_CLIENT_ORIGIN;
import static io.safire.internal.config.Setting.REGISTRATION_ENDPOINT;
import static io.safire.internal.config.Setting.REVOCATION_ENDPOINT;
import static io.safire.internal.config.Setting.TOKEN_ENDPOINT;

import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.Urls;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The headers that a gateway in front of a server requires, such as a subscription key. They are sent only to the
 * configured addresses of this server.
 *
 * @param values the secret values by the names of the headers
 * @param origins the origins of the configured URLs of the server
 * @param endpointHosts the additional hosts of the server, as in {@link UrlPolicy}
 */
public record GatewayHeaders(Map<String, String> values, Set<Origin> origins, Set<String> endpointHosts) {

    public static final GatewayHeaders NONE = new GatewayHeaders(Map.of(), Set.of(), Set.of());

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
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
        origins = Set.copyOf(origins);
        endpointHosts = Set.copyOf(endpointHosts);
    }

    static GatewayHeaders read(SettingParser parser, UrlPolicy rule) {
        Map<String, String> valid = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        parser.group(HEADERS).forEach((name, value) -> {
            Optional<String> reason = valid.containsKey(name)
                    ? Optional.of("the header is set twice, in capital and in small letters")
                    : violation(name, value);
            reason.ifPresent(text -> parser.errors().unusable(HEADERS, LogSanitizer.sanitize(name), text));
            valid.put(name, value);
        });
        return valid.isEmpty() ? NONE : new GatewayHeaders(valid, origins(parser), rule.endpointHosts());
    }

    /** Invalid URLs are reported by the readers of these settings. */
    private static Set<Origin> origins(SettingParser parser) {
        return Stream.of(
                        BASE_URL,
                        TOKEN_ENDPOINT,
                        INTROSPECTION_ENDPOINT,
                        REVOCATION_ENDPOINT,
                        REGISTRATION_ENDPOINT,
                        REGISTRATION_CLIENT_ORIGIN,
                        FURTHER_RESOURCE_URLS)
                .flatMap(setting -> parser.optional(setting).stream())
                .flatMap(text -> Stream.of(text.split(",")))
                .flatMap(url -> Urls.parse(url.strip()).flatMap(Origin::of).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the headers for a request; empty if the URL is not an address of the server. */
    public Map<String, String> valuesFor(URI target) {
        boolean ofServer = Origin.of(target)
                .filter(origin -> origins.contains(origin) || endpointHosts.contains(origin.authority()))
                .isPresent();
        return ofServer ? values : Map.of();
    }

    /** The reason does not show the value. */
    private static Optional<String> violation(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            return Optional.of("the name of a header may only contain letters, digits, hyphens and underscores");
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
