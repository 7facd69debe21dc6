package io.safire.web;

import io.safire.text.PrintableText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of a request. The cookies show that the same browser starts and completes a launch.
 *
 * @param values the cookie values by name; for a repeated name, the first value
 * @since 1.0
 */
public record RequestCookies(Map<String, String> values) {

    public RequestCookies {
        values = Map.copyOf(values);
    }

    /**
     * Returns an instance without cookies.
     *
     * @return no cookies
     */
    public static RequestCookies none() {
        return new RequestCookies(Map.of());
    }

    /**
     * Parses a {@code Cookie} header. This method ignores pairs without a name, and removes quotation marks around a
     * value.
     *
     * @param header the value of the header, null if the request has no {@code Cookie} header; join several headers
     *     with {@code "; "}
     * @return the cookies
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-5.4">RFC 6265, section 5.4</a>
     */
    public static RequestCookies parse(@Nullable String header) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String text : header == null ? new String[0] : header.split(";")) {
            // If characters other than spaces and tabs were removed, a cookie of a sibling domain could pass for a
            // __Host- cookie.
            String pair = strip(text);
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(pair.substring(0, equals), unquote(pair.substring(equals + 1)));
            }
        }
        return new RequestCookies(values);
    }

    /** Returns only the names of the cookies, because the values are secret. */
    @Override
    public String toString() {
        return PrintableText.of("RequestCookies[values=" + values.keySet() + "]");
    }

    /** Removes blanks in linear time. A regular expression would need quadratic time for a run of blanks. */
    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    /** Some user agents send quotation marks around a value, which RFC 6265, section 4.1.1, permits. */
    private static String unquote(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
