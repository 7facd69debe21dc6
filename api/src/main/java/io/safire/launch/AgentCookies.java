package io.safire.launch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of a request, by which a browser shows that it began the launch that it ends.
 *
 * @param values name and value; where a name comes more than once, its first value
 */
public record AgentCookies(Map<String, String> values) {

    /** Copies. */
    public AgentCookies {
        values = Map.copyOf(values);
    }

    /**
     * A browser without cookies.
     *
     * @return no cookies
     */
    public static AgentCookies none() {
        return new AgentCookies(Map.of());
    }

    /**
     * Reads a {@code Cookie} header.
     *
     * @param header the header, null where the request has none; several are joined by {@code "; "}
     * @return the cookies; what is no pair of name and value is left out
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-5.4">RFC 6265, section 5.4</a>
     */
    public static AgentCookies parse(@Nullable String header) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String text : header == null ? new String[0] : header.split(";")) {
            // other white space is part of the name: browsers let a sibling domain set such a cookie, and no __Host-
            // one
            String pair = stripped(text);
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(pair.substring(0, equals), unquoted(pair.substring(equals + 1)));
            }
        }
        return new AgentCookies(values);
    }

    /** Names the cookies; their values are secret. */
    @Override
    public String toString() {
        return ("AgentCookies[values=" + values.keySet() + "]").replaceAll("\\P{Print}", "?");
    }

    /** A regular expression would take time with the square of a run of blanks. */
    private static String stripped(String text) {
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

    /** Some agents send a value in quotes (RFC 6265 4.1.1 has both forms). */
    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
