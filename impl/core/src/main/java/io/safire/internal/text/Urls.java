package io.safire.internal.text;

import java.net.URI;
import java.util.Optional;

public final class Urls {

    private Urls() {}

    public static Optional<URI> parse(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The base URL may end in slashes. */
    public static URI below(URI base, String path) {
        return URI.create(withoutTrailingSlashes(base.toString()) + path);
    }

    /** Removes the slashes in linear time. A regular expression would take quadratic time for many slashes. */
    public static String withoutTrailingSlashes(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }
}
