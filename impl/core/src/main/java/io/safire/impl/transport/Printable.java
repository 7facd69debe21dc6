package io.safire.impl.transport;

import java.util.regex.Pattern;

/**
 * Sanitizer for untrusted text in messages and logs. The result has one line, no control characters and at most 300
 * characters, plus an ellipsis if it was truncated.
 */
public final class Printable {

    private static final int LONGEST = 300;
    /** The length that is searched at most, because the server chooses the length of its texts. */
    private static final int MAX_READ = 8 * LONGEST;
    /** Control characters, invisible and bidirectional formatting characters, and line breaks. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private Printable() {}

    public static String of(String text) {
        String start = text.length() <= MAX_READ ? text : text.substring(0, MAX_READ);
        String line = UNPRINTABLE.matcher(start).replaceAll(" ").strip();
        return line.length() <= LONGEST && start.length() == text.length()
                ? line
                : line.substring(0, Math.min(LONGEST, line.length())) + "...";
    }
}
