package io.safire.internal.text;

import java.util.Locale;
import java.util.Optional;

/** The text of a setting, which may come from a file that a text editor or a vault has written. */
public final class SettingText {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SettingText() {}

    /**
     * Removes a byte order mark at the start and line breaks at the end: both belong to the file, not to the setting.
     */
    public static String clean(String text) {
        String withoutMark = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        int end = withoutMark.length();
        while (end > 0 && isLineBreak(withoutMark.charAt(end - 1))) {
            end--;
        }
        return withoutMark.substring(0, end);
    }

    /** Describes the position of the first control character, but does not show the text. */
    public static Optional<String> findControlCharacter(String text) {
        for (int index = 0; index < text.length(); index++) {
            char current = text.charAt(index);
            if (Character.isISOControl(current) || isSeparator(current)) {
                return Optional.of("its character " + (index + 1) + " is the control character U+"
                        + "%04X %s".formatted((int) current, name(current)));
            }
        }
        return Optional.empty();
    }

    private static String name(char character) {
        return String.valueOf(Character.getName(character)).toLowerCase(Locale.ROOT);
    }

    private static boolean isLineBreak(char character) {
        return character == '\n' || character == '\r';
    }

    private static boolean isSeparator(char character) {
        int type = Character.getType(character);
        return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
