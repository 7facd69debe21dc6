package io.safire.internal.discovery;

import io.safire.internal.config.MetadataSettings;
import io.safire.internal.http.InboundResponse;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cached document with its cache metadata.
 *
 * @param etag the value for the {@code If-None-Match} header; null to load the whole document
 * @param cacheControl the {@code Cache-Control} header that applies to the document
 * @param freshUntil the time at which the document is to be revalidated
 * @param usableUntil the time after which the document must not be used, even if no newer document can be loaded
 */
public record CachedDocument<T>(
        T document, @Nullable String etag, String cacheControl, Instant freshUntil, Instant usableUntil) {

    private static final int NOT_MODIFIED = 304;

    /**
     * Creates the cached document from a response.
     *
     * @param previous the cached document that the request named in {@code If-None-Match}, if any
     * @param parser parses the document in a response
     */
    public static <T> CachedDocument<T> of(
            InboundResponse response,
            @Nullable CachedDocument<T> previous,
            Function<InboundResponse, T> parser,
            MetadataSettings settings,
            Instant now) {
        boolean unchanged = response.status() == NOT_MODIFIED && previous != null;
        String cacheControl = CacheControl.of(response, previous == null ? "" : previous.cacheControl);
        Instant freshUntil = now.plus(CacheControl.lifetime(cacheControl, settings.lifetime()));
        return new CachedDocument<>(
                unchanged ? previous.document : parser.apply(response),
                unchanged ? previous.etag : response.header("etag").orElse(null),
                cacheControl,
                freshUntil,
                freshUntil.plus(CacheControl.staleIfError(cacheControl, settings.staleIfError())));
    }

    /** Returns this document with another {@code freshUntil}, which is never later than {@code usableUntil}. */
    CachedDocument<T> freshUntil(Instant time) {
        return new CachedDocument<>(
                document, etag, cacheControl, time.isBefore(usableUntil) ? time : usableUntil, usableUntil);
    }

    /** Returns this document with both times limited to a given time. */
    CachedDocument<T> usableUntil(Instant time) {
        Instant end = time.isBefore(freshUntil) ? time : freshUntil;
        return new CachedDocument<>(document, etag, cacheControl, end, end);
    }

    /**
     * Returns this document marked as stale and without its {@code ETag}, so that the next request loads the whole
     * document, because an intermediate cache may have a wrong document with the same {@code ETag}.
     */
    CachedDocument<T> asStale(Instant now) {
        return new CachedDocument<>(document, null, cacheControl, now, usableUntil);
    }
}
