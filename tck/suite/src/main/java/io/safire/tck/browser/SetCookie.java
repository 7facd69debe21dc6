package io.safire.tck.browser;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parsed {@code Set-Cookie} header, with the rules for accepting it.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis">RFC 6265bis</a>
 */
final class SetCookie {

    private static final Pattern EXPIRES =
            Pattern.compile("\\D*(\\d{1,2})[ -]([A-Za-z]{3})[ -](\\d{4}) (\\d{2}):(\\d{2}):(\\d{2}).*");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int MAX_LENGTH = 4096;

    private final String name;
    private final String value;
    private final Map<String, String> attributes = new TreeMap<>();

    private SetCookie(String header) throws IgnoredCookieException {
        String[] parts = header.split(";");
        int equals = parts[0].indexOf('=');
        ignoreIf(equals < 1, "has no name");
        name = parts[0].substring(0, equals).strip();
        value = parts[0].substring(equals + 1).strip();
        ignoreIf(name.length() + value.length() > MAX_LENGTH, "is longer than 4096 characters");
        ignoreIf(header.chars().anyMatch(character -> character < ' ' && character != '\t'), "has a control character");
        for (int index = 1; index < parts.length; index++) {
            String[] attribute = parts[index].split("=", 2);
            attributes.put(
                    attribute[0].strip().toLowerCase(Locale.ROOT), attribute.length > 1 ? attribute[1].strip() : "");
        }
    }

    /**
     * Parses a header and returns the cookie that a browser stores.
     *
     * @throws IgnoredCookieException if browsers ignore the header
     */
    static BrowserCookie parse(String header, CookieRequest request, Instant now) throws IgnoredCookieException {
        return new SetCookie(header).cookie(request, now);
    }

    private BrowserCookie cookie(CookieRequest request, Instant now) throws IgnoredCookieException {
        URI url = request.url();
        boolean secure = attributes.containsKey("secure");
        boolean partitioned = attributes.containsKey("partitioned");
        SameSite sameSite = sameSite();
        ignoreIf(secure && !UrlOrigins.isTrustworthy(url), "is Secure but was set over http");
        ignoreIf(sameSite == SameSite.NONE && !secure, "has SameSite=None without Secure");
        ignoreIf(partitioned && !secure, "is Partitioned without Secure");
        ignoreIf(
                sameSite != SameSite.NONE && !request.sameSite() && !request.topLevel(),
                "needs SameSite=None in cross-site frames");
        checkPrefix(url, secure);
        String domain = domain(url);
        return new BrowserCookie(
                name,
                value,
                domain.isEmpty() ? UrlOrigins.host(url) : domain,
                domain.isEmpty(),
                path(url),
                secure,
                attributes.containsKey("httponly"),
                sameSite,
                expiry(now),
                partitioned ? request.topLevelSite() : null);
    }

    /**
     * Checks the prefix. Chromium accepts Secure cookies over http on loopback hosts, but rejects cookies whose names
     * have a prefix.
     */
    private void checkPrefix(URI url, boolean secure) throws IgnoredCookieException {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean host = lower.startsWith("__host-");
        ignoreIf(
                (host || lower.startsWith("__secure-")) && !(secure && UrlOrigins.isHttps(url)),
                "requires Secure and https because of its prefix");
        ignoreIf(
                host && (attributes.containsKey("domain") || !"/".equals(attributes.get("path"))),
                "requires Path=/ and no Domain because of its prefix");
    }

    /** Returns the domain, or an empty string for a host-only cookie. A host with a single label has no domain. */
    private String domain(URI url) throws IgnoredCookieException {
        String domain =
                attributes.getOrDefault("domain", "").toLowerCase(Locale.ROOT).replaceFirst("^\\.", "");
        String host = UrlOrigins.host(url);
        if (domain.isEmpty() || domain.equals(host) && domain.indexOf('.') < 0) {
            return "";
        }
        ignoreIf(domain.indexOf('.') < 0, "has a public suffix as its domain");
        ignoreIf(!host.equals(domain) && !host.endsWith("." + domain), "has the domain of another host");
        return domain;
    }

    private String path(URI url) {
        String path = attributes.getOrDefault("path", "");
        if (path.startsWith("/")) {
            return path;
        }
        String requestPath = url.getRawPath();
        int last = requestPath.lastIndexOf('/');
        return last < 1 ? "/" : requestPath.substring(0, last);
    }

    private SameSite sameSite() {
        return switch (attributes.getOrDefault("samesite", "").toLowerCase(Locale.ROOT)) {
            case "none" -> SameSite.NONE;
            case "strict" -> SameSite.STRICT;
            default -> SameSite.LAX;
        };
    }

    private @Nullable Instant expiry(Instant now) {
        String maxAge = attributes.getOrDefault("max-age", "");
        if (maxAge.matches("-?\\d{1,15}")) {
            return now.plusSeconds(Math.max(0, Long.parseLong(maxAge)));
        }
        return parseDate(attributes.getOrDefault("expires", ""));
    }

    private static @Nullable Instant parseDate(String text) {
        Matcher time = EXPIRES.matcher(text);
        int month = time.matches() ? MONTHS.indexOf(time.group(2).toLowerCase(Locale.ROOT)) + 1 : 0;
        if (month == 0) {
            return null;
        }
        try {
            return LocalDateTime.of(
                            number(time, 3), month, number(time, 1), number(time, 4), number(time, 5), number(time, 6))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException invalid) {
            return null;
        }
    }

    private static int number(Matcher time, int group) {
        return Integer.parseInt(time.group(group));
    }

    private void ignoreIf(boolean condition, String reason) throws IgnoredCookieException {
        if (condition) {
            throw new IgnoredCookieException(name == null ? reason : name + " " + reason);
        }
    }
}
