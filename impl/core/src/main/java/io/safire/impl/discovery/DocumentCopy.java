package io.safire.impl.discovery;

import io.safire.impl.config.MetadataSettings;
import io.safire.impl.transport.HttpAnswer;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A document as it was read.
 *
 * @param etag what to ask with whether it has changed
 * @param cacheControl what was said of how long it may be kept
 * @param freshUntil when to ask
 * @param usableUntil when it must not be used any more, although no newer one can be had
 */
public record DocumentCopy<T>(
        T document, @Nullable String etag, String cacheControl, Instant freshUntil, Instant usableUntil) {

    private static final int NOT_MODIFIED = 304;

    /**
     * What an answer leaves.
     *
     * @param earlier the copy that the request named, if there is one
     * @param reader makes the document of an answer that has it
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

    /** The same copy, to be asked for again at another time, or when it ends if that is earlier. */
    DocumentCopy<T> freshUntil(Instant time) {
        return new DocumentCopy<>(
                document, etag, cacheControl, time.isBefore(usableUntil) ? time : usableUntil, usableUntil);
    }

    /** The same copy, of no use after a time. */
    DocumentCopy<T> usableUntil(Instant time) {
        Instant end = time.isBefore(freshUntil) ? time : freshUntil;
        return new DocumentCopy<>(document, etag, cacheControl, end, end);
    }

    /** The same copy, to be read as a whole now: a cache on the way may have the wrong one under the same tag. */
    DocumentCopy<T> outdated(Instant now) {
        return new DocumentCopy<>(document, null, cacheControl, now, usableUntil);
    }
}
