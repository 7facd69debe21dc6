package io.safire.impl.discovery;

import io.safire.impl.config.MetadataSettings;
import io.safire.impl.transport.HttpAnswer;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cached document with its cache metadata.
 *
 * @param etag the value for {@code If-None-Match}; null to load the whole document
 * @param cacheControl the {@code Cache-Control} header that applies to it
 * @param freshUntil the time at which it is to be revalidated
 * @param usableUntil the time after which it must not be used, even if no newer one can be loaded
 */
public record DocumentCopy<T>(
        T document, @Nullable String etag, String cacheControl, Instant freshUntil, Instant usableUntil) {

    private static final int NOT_MODIFIED = 304;

    /**
     * Creates the cached document from a response.
     *
     * @param earlier the cached document that the request named in {@code If-None-Match}, if any
     * @param reader parses the document from a response that contains it
     */
    public static <T> DocumentCopy<T> of(
            HttpAnswer answer,
            @Nullable DocumentCopy<T> earlier,
            Function<HttpAnswer, T> reader,
            MetadataSettings settings,
            Instant now) {
        boolean unchanged = answer.status() == NOT_MODIFIED && earlier != null;
        String cacheControl = CacheControl.of(answer, earlier == null ? "" : earlier.cacheControl);
        Instant freshUntil = now.plus(CacheControl.lifetime(cacheControl, settings.lifetime()));
        return new DocumentCopy<>(
                unchanged ? earlier.document : reader.apply(answer),
                unchanged ? earlier.etag : answer.header("etag").orElse(null),
                cacheControl,
                freshUntil,
                freshUntil.plus(CacheControl.grace(cacheControl, settings.staleIfError())));
    }

    /** Returns this document with another {@code freshUntil}, at the latest {@code usableUntil}. */
    DocumentCopy<T> freshUntil(Instant time) {
        return new DocumentCopy<>(
                document, etag, cacheControl, time.isBefore(usableUntil) ? time : usableUntil, usableUntil);
    }

    /** Returns this document with both times limited to a given time. */
    DocumentCopy<T> usableUntil(Instant time) {
        Instant end = time.isBefore(freshUntil) ? time : freshUntil;
        return new DocumentCopy<>(document, etag, cacheControl, end, end);
    }

    /**
     * Returns this document marked as stale and without its {@code ETag}, so that the next request loads it as a whole:
     * an intermediate cache can have a wrong document with the same {@code ETag}.
     */
    DocumentCopy<T> outdated(Instant now) {
        return new DocumentCopy<>(document, null, cacheControl, now, usableUntil);
    }
}
