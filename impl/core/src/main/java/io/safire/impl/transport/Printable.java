package io.safire.impl.transport;

/** Text from outside as it may stand in a message: on one line, without control characters, of bounded length. */
public final class Printable {

    private static final int LONGEST = 300;

    private Printable() {}

    public static String of(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
