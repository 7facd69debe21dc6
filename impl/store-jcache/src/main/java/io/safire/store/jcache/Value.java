package io.safire.store.jcache;

import io.safire.store.StoreException;
import java.util.Base64;

/**
 * A token entry as a cache value: the version, the expiry time in milliseconds since the epoch, and the content. Two values of
 * a key are equal strings only if they have the same version.
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
            // reported below, without the value
        }
        throw new StoreException("The cache " + cache
                + " contains a value that no Safire store wrote. Give each store its own cache.");
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
