package io.safire.internal.config;

import io.safire.internal.text.Urls;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policy for the URLs to which requests may be sent. The policy permits https URLs, and http URLs of loopback hosts
 * if the settings permit them.
 *
 * @param insecureLocalhost true if http is permitted for loopback hosts
 * @param endpointHosts the additional hosts that the administrator trusts, in lower case. A port that is not the
 *     default port follows the host
 */
public record UrlPolicy(boolean insecureLocalhost, Set<String> endpointHosts) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    private static final Pattern ASCII = Pattern.compile("[\\x21-\\x7E]*");
    /**
     * The percent-encoded forms of dot, slash, backslash, percent sign, semicolon, control characters and non-ASCII
     * characters.
     */
    private static final Pattern ENCODED_SPECIAL_CHARACTERS =
            Pattern.compile("%(2e|2f|5c|25|3b|7f|[01][0-9a-f]|[89a-f][0-9a-f])", Pattern.CASE_INSENSITIVE);

    private static final Pattern DOT_SEGMENT = Pattern.compile("\\.{1,2}(;.*)?");

    public UrlPolicy(boolean insecureLocalhost) {
        this(insecureLocalhost, Set.of());
    }

    public boolean isListed(URI url) {
        return Origin.of(url)
                .map(Origin::authority)
                .filter(endpointHosts::contains)
                .isPresent();
    }

    public boolean isRedirectAllowed(URI from, URI to) {
        return Origin.isSame(from, to) || isListed(to);
    }

    public boolean isAllowed(URI url) {
        return violation(url).isEmpty();
    }

    /** The result is empty if requests may be sent to the URL. */
    public Optional<UrlViolation> violation(URI url) {
        Optional<UrlViolation> violation = violationOfForm(url);
        if (violation.isPresent()) {
            return violation;
        }
        if (isLoopbackHttp(url)) {
            return insecureLocalhost ? Optional.empty() : Optional.of(UrlViolation.LOOPBACK_HTTP);
        }
        return url.getScheme().equalsIgnoreCase("https") ? Optional.empty() : Optional.of(UrlViolation.NOT_HTTPS);
    }

    public Optional<UrlViolation> violation(String text) {
        return Urls.parse(text).map(this::violation).orElse(Optional.of(UrlViolation.MALFORMED));
    }

    /** {@link URI} finds no host in some authorities, for example because of an underscore. */
    public static Optional<UrlViolation> violationOfForm(URI url) {
        String authority = url.getRawAuthority();
        if (authority != null && authority.indexOf('@') >= 0) {
            return Optional.of(UrlViolation.USER_NAME);
        }
        if (url.getScheme() != null && authority != null && url.getHost() == null) {
            return Optional.of(UrlViolation.HOST_NAME);
        }
        return isAbsolute(url) ? Optional.empty() : Optional.of(UrlViolation.NOT_ABSOLUTE);
    }

    /** An absolute URL has a scheme and a host, but no user name, which could disguise the host. */
    public static boolean isAbsolute(URI url) {
        return url.getScheme() != null && url.getHost() != null && url.getRawUserInfo() == null;
    }

    /**
     * Returns false for a path that a server could interpret as a path to a parent directory. For example, Tomcat treats
     * the path segment {@code ..;x} as {@code ..}.
     */
    public static boolean isUnambiguous(String path) {
        return ASCII.matcher(path).matches()
                && !ENCODED_SPECIAL_CHARACTERS.matcher(path).find()
                && Stream.of(path.split("/"))
                        .noneMatch(segment -> DOT_SEGMENT.matcher(segment).matches());
    }

    public static boolean isLoopbackHttp(URI url) {
        return "http".equalsIgnoreCase(url.getScheme()) && isLoopback(url.getHost());
    }

    public static boolean isLoopback(@Nullable String host) {
        return host != null && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
