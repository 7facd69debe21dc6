package io.safire.impl.discovery;

import io.safire.discovery.SmartMetadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A SMART configuration as it was read.
 *
 * @param etag what to ask with whether it has changed
 * @param cacheControl what was said of how long it may be kept
 * @param freshUntil when to ask
 * @param usableUntil when it must not be used any more, although no newer one can be had
 */
record MetadataCopy(
        SmartMetadata metadata, @Nullable String etag, String cacheControl, Instant freshUntil, Instant usableUntil) {

    boolean isFresh(Instant now) {
        return now.isBefore(freshUntil);
    }

    boolean isUsable(Instant now) {
        return now.isBefore(usableUntil);
    }

    /** The same copy, to be asked for again at another time, or when it ends if that is earlier. */
    MetadataCopy freshUntil(Instant time) {
        return new MetadataCopy(
                metadata, etag, cacheControl, time.isBefore(usableUntil) ? time : usableUntil, usableUntil);
    }

    /** The same copy, to be read as a whole now: a cache on the way may have the wrong one under the same tag. */
    MetadataCopy outdated(Instant now) {
        return new MetadataCopy(metadata, null, cacheControl, now, usableUntil);
    }
}
