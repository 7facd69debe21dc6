package io.safire.internal.brand;

import io.safire.internal.text.InvalidJsonException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * String pool of one bundle. Equal short strings are shared, because brands repeat codes, cities and references. The
 * number of malformed URLs is limited, because each malformed URL causes an exception, and exceptions are slow.
 */
final class BundleStringPool {

    private static final int MAX_SHARED = 10_000;
    private static final int MAX_SHARED_LENGTH = 64;
    private static final int MAX_MALFORMED = 10_000;

    private final Map<String, String> shared = new HashMap<>();
    private int malformed;

    /** Returns the shared instance; the string itself if the string is too long or the pool is full. */
    String share(String text) {
        if (text.length() > MAX_SHARED_LENGTH) {
            return text;
        }
        String first = shared.get(text);
        if (first == null && shared.size() < MAX_SHARED) {
            shared.put(text, text);
        }
        return first == null ? text : first;
    }

    boolean isShared(String text) {
        return text.length() <= MAX_SHARED_LENGTH && shared.get(text) == text;
    }

    /**
     * @return the URL; empty if the URL is malformed
     * @throws InvalidJsonException if the bundle contains more than 10,000 malformed URLs
     */
    Optional<URI> parseUri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException notAnAddress) {
            if (++malformed > MAX_MALFORMED) {
                throw new InvalidJsonException("more than " + MAX_MALFORMED + " malformed addresses");
            }
            return Optional.empty();
        }
    }
}
