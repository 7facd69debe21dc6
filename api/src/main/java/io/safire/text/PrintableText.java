package io.safire.text;

import java.util.regex.Pattern;

/**
 * Text in printable ASCII, for {@code toString}. The values of this API contain text that servers and browsers choose.
 * In a log, line breaks and characters that change the direction of text could forge entries.
 *
 * @since 1.0
 */
public final class PrintableText {

    private static final Pattern UNPRINTABLE = Pattern.compile("\\P{Print}");

    private PrintableText() {}

    /**
     * Replaces each character that is not printable ASCII with a question mark.
     *
     * @param text the text
     * @return the text in printable ASCII, on one line
     */
    public static String of(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
