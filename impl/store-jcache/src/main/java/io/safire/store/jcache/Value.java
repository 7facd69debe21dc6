package io.safire.store.jcache;

import io.safire.store.StoreException;
import java.util.Base64;

/**
 * A value of a cache as text: a number (a version, or whether a launch waits), the end in milliseconds, the content. Two
 * values of a key are the same text only if they are of the same version.
 */
record Value(long number, long expiresAt, byte[] content) {

    private static final int PARTS = 3;

    static Value read(String text, String cache) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == PARTS) {
                return new Value(
                        Long.parseLong(parts[0]),
                        Long.parseLong(parts[1]),
                        Base64.getDecoder().decode(parts[2]));
            }
        } catch (IllegalArgumentException notOurs) {
            // told below, without the text
        }
        throw new StoreException("The cache " + cache
                + " has a value that no store of Safire wrote. Give each store a cache for itself.");
    }

    String text() {
        return number + ":" + expiresAt + ":" + Base64.getEncoder().encodeToString(content);
    }

    boolean isOver(long now) {
        return expiresAt <= now;
    }

    @Override
    public String toString() {
        return "Value[number=" + number + ", expiresAt=" + expiresAt + ", content=" + content.length + " bytes]";
    }
}
