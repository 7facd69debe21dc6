package io.safire.impl.config;

/** Removes slashes at the end of a text. A regular expression would take time with the square of a run of slashes. */
public final class TrailingSlashes {

    private TrailingSlashes() {}

    /** Returns the text without slashes at its end. */
    public static String remove(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }
}
