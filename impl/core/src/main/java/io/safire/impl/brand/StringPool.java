package io.safire.impl.brand;

import java.util.HashMap;
import java.util.Map;

/** Shares equal short strings, since the brands of a bundle repeat codes, towns and references. Bounded. */
final class StringPool {

    private static final int MAX_STRINGS = 10_000;
    private static final int MAX_LENGTH = 64;

    private final Map<String, String> strings = new HashMap<>();

    /** Returns the shared instance of a string, else the string itself. */
    String share(String text) {
        if (text.length() > MAX_LENGTH) {
            return text;
        }
        String shared = strings.get(text);
        if (shared == null && strings.size() < MAX_STRINGS) {
            strings.put(text, text);
        }
        return shared == null ? text : shared;
    }

    /** Returns whether a string is the shared instance. */
    boolean isShared(String text) {
        return text.length() <= MAX_LENGTH && strings.get(text) == text;
    }
}
