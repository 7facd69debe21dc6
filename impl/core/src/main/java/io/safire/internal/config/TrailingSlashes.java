package io.safire.internal.config;

/**
 * A method that removes trailing slashes in linear time. A regular expression would take quadratic time for many
 * slashes.
 */
public final class TrailingSlashes {

    private TrailingSlashes() {}

    /** Returns the text without trailing slashes. */
    public static String remove(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }
}
