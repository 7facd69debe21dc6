package io.safire.internal.text;

import java.util.regex.Pattern;

/**
 * Sanitizer for untrusted text in messages and logs. The result has one line, no control characters and at most 300
 * characters. An ellipsis follows a truncated text.
 */
public final class LogSanitizer {

    private static final int MAX_LENGTH = 300;
    /** The number of searched characters is limited, because the server chooses the length of its texts. */
    private static final int MAX_SEARCHED_LENGTH = 8 * MAX_LENGTH;
    /** Control characters, invisible and bidirectional formatting characters, and line breaks. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private LogSanitizer() {}

    public static String sanitize(String text) {
        String start = text.length() <= MAX_SEARCHED_LENGTH ? text : text.substring(0, MAX_SEARCHED_LENGTH);
        String line = UNPRINTABLE.matcher(start).replaceAll(" ").strip();
        return line.length() <= MAX_LENGTH && start.length() == text.length()
                ? line
                : line.substring(0, Math.min(MAX_LENGTH, line.length())) + "...";
    }
}
