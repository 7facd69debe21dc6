package io.safire.store.jcache;

import io.safire.store.StoreException;
import java.util.Base64;

/**
 * A token entry as a cache value: the version, the expiry time in milliseconds since the epoch, and the content. The
 * string of a value contains the version, so different versions have different strings.
 */
record CacheValue(long version, long expiresAt, byte[] content) {

    private static final int PART_COUNT = 3;

    static CacheValue parse(String text, String cache) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == PART_COUNT) {
                return new CacheValue(
                        Long.parseLong(parts[0]),
                        Long.parseLong(parts[1]),
                        Base64.getDecoder().decode(parts[2]));
            }
        } catch (IllegalArgumentException malformed) {
            // reported below, without the value
        }
        throw foreign(cache);
    }

    /** Describes a value that this store did not write. The exception does not contain the value. */
    static StoreException foreign(String cache) {
        return new StoreException(JcacheMessage.FOREIGN_VALUE.formatWithoutServer(cache));
    }

    String format() {
        return version + ":" + expiresAt + ":" + Base64.getEncoder().encodeToString(content);
    }

    boolean isExpired(long now) {
        return expiresAt <= now;
    }

    @Override
    public String toString() {
        return "Value[number=" + version + ", expiresAt=" + expiresAt + ", content=" + content.length + " bytes]";
    }
}
