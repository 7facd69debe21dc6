package io.safire.impl.transport;

import java.util.regex.Pattern;

/** Text from outside as it may stand in a message: on one line, without control characters, of bounded length. */
public final class Printable {

    private static final int LONGEST = 300;
    /** A server chooses the length of a text: the rest of a long one is not worth a search. */
    private static final int MAX_READ = 8 * LONGEST;
    /** Control characters, those that change the direction of a text or cannot be seen, and breaks of lines. */
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
