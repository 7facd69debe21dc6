package io.safire.internal.text;

import java.net.URI;
import java.util.Optional;

/** Methods for URLs in texts. */
public final class Urls {

    private Urls() {}

    /** Parses a URL. The result is empty if the text is not a URL. */
    public static Optional<URI> parse(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Returns the URL of a path below a base URL, which may end in slashes. */
    public static URI below(URI base, String path) {
        return URI.create(withoutTrailingSlashes(base.toString()) + path);
    }

    /**
     * Returns the text without trailing slashes, in linear time. A regular expression would take quadratic time for many
     * slashes.
     */
    public static String withoutTrailingSlashes(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }
}
