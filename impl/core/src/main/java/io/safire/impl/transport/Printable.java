package io.safire.impl.transport;

import java.util.regex.Pattern;

/** Text from outside as it may stand in a message: on one line, without control characters, of bounded length. */
public final class Printable {

    private static final int LONGEST = 300;
    /** Control characters, those that change the direction of a text or cannot be seen, and breaks of lines. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private Printable() {}

    public static String of(String text) {
        String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
