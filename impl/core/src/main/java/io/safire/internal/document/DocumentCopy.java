package io.safire.internal.document;

import io.safire.internal.config.MetadataSettings;
import io.safire.internal.http.InboundResponse;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a document with its cache metadata.
 *
 * @param etag the value for the {@code If-None-Match} header; null to load the whole document
 * @param cacheControl the {@code Cache-Control} header that applies to the document
 * @param freshUntil the time at which the document is to be loaded again or revalidated; {@link Instant#MIN} if the
 *     content has turned out to be wrong
 * @param usableUntil the time after which the copy must not be used, even if the document cannot be loaded again
 */
public record DocumentCopy<T>(
        T document, @Nullable String etag, String cacheControl, Instant freshUntil, Instant usableUntil) {

    private static final int NOT_MODIFIED = 304;

    /**
     * @param previous the copy whose {@code ETag} the request contained in {@code If-None-Match}; null if there is no
     *     such copy
     * @param parser the parser of the document in a response
     */
    public static <T> DocumentCopy<T> of(
            InboundResponse response,
            @Nullable DocumentCopy<T> previous,
            Function<InboundResponse, T> parser,
            MetadataSettings settings,
            Instant now) {
        DocumentCopy<T> unchanged = response.status() == NOT_MODIFIED ? previous : null;
        String cacheControl = CacheControl.of(response, previous == null ? "" : previous.cacheControl);
        Instant freshUntil = now.plus(CacheControl.lifetime(cacheControl, settings.lifetime()));
        return new DocumentCopy<>(
                unchanged != null ? unchanged.document : parser.apply(response),
                unchanged != null ? unchanged.etag : response.header("etag").orElse(null),
                cacheControl,
                freshUntil,
                freshUntil.plus(CacheControl.staleIfError(cacheControl, settings.staleIfError())));
    }

    /**
     * Returns a copy that is fresh and usable until the given time or the end of this copy's freshness, whichever is
     * earlier.
     */
    public DocumentCopy<T> limitedTo(Instant time) {
        Instant end = time.isBefore(freshUntil) ? time : freshUntil;
        return new DocumentCopy<>(document, etag, cacheControl, end, end);
    }

    public DocumentCopy<T> freshAtLeastUntil(Instant time) {
        return freshUntil.isBefore(time)
                ? new DocumentCopy<>(
                        document, etag, cacheControl, time, usableUntil.isBefore(time) ? time : usableUntil)
                : this;
    }

    public DocumentCopy<T> withoutEtag() {
        return new DocumentCopy<>(document, null, cacheControl, freshUntil, usableUntil);
    }

    /** Returns a copy that is fresh until the given time or the end of its usability, whichever is earlier. */
    DocumentCopy<T> freshUntil(Instant time) {
        return new DocumentCopy<>(
                document, etag, cacheControl, time.isBefore(usableUntil) ? time : usableUntil, usableUntil);
    }

    /**
     * Returns a copy that is marked as wrong. It has no {@code ETag}, so that the next request loads the whole
     * document. An intermediate cache could confirm the {@code ETag} of the wrong document.
     */
    DocumentCopy<T> asWrong() {
        return new DocumentCopy<>(document, null, cacheControl, Instant.MIN, usableUntil);
    }

    boolean isWrong() {
        return freshUntil.equals(Instant.MIN);
    }

    boolean isFresh(Instant now) {
        return now.isBefore(freshUntil);
    }

    boolean isUsable(Instant now) {
        return now.isBefore(usableUntil);
    }
}
