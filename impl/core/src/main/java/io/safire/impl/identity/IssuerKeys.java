package io.safire.impl.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the issuer, kept as long as the server allows, within a minute and a day. An unknown key has them read again
 * ahead of that, but not often: anybody can make up an identifier. Keys that cannot be read anew are used for another while.
 */
final class IssuerKeys {

    static final Duration BETWEEN_REREADS = Duration.ofMinutes(1);

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_STALE = Duration.ofDays(1);
    private static final Duration UNREACHABLE = Duration.ofSeconds(3);

    private final Function<String, KeySet> source;
    private final Clock clock;
    private volatile @Nullable Copy copy;
    private @Nullable Failure failure;
    private Instant nextReread = Instant.MIN;

    private record Copy(String issuer, KeySet keys, Instant readAt, Instant freshUntil) {}

    private record Failure(UnreadableKeysException exception, Instant until) {}

    /**
     * Prepares keeping.
     *
     * @param source reads the keys of an issuer
     */
    IssuerKeys(Function<String, KeySet> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * The keys of an issuer.
     *
     * @throws UnreadableKeysException if there are none
     */
    KeySet of(String issuer) {
        Copy current = copy;
        return isFresh(current, issuer) ? current.keys : read(issuer);
    }

    /**
     * Keys that are newer than those which did not do.
     *
     * @return empty if they have just been read, or cannot be
     */
    synchronized Optional<KeySet> newerThan(KeySet known, String issuer) {
        Copy current = copy;
        if (current != null && current.keys != known) {
            return Optional.of(current.keys);
        }
        Instant now = clock.instant();
        if (now.isBefore(nextReread)) {
            return Optional.empty();
        }
        nextReread = now.plus(BETWEEN_REREADS);
        try {
            return Optional.of(fetched(issuer));
        } catch (UnreadableKeysException keepWhatThereIs) {
            return Optional.empty();
        }
    }

    private synchronized KeySet read(String issuer) {
        Copy current = copy;
        if (isFresh(current, issuer)) {
            return current.keys;
        }
        Instant now = clock.instant();
        Failure recent = failure;
        if (recent != null && now.isBefore(recent.until)) {
            throw recent.exception;
        }
        try {
            return fetched(issuer);
        } catch (UnreadableKeysException unreadable) {
            if (current != null && current.issuer.equals(issuer) && now.isBefore(current.readAt.plus(LONGEST_STALE))) {
                copy = new Copy(issuer, current.keys, current.readAt, now.plus(SHORTEST));
                return current.keys;
            }
            failure = new Failure(unreadable, clock.instant().plus(UNREACHABLE));
            throw unreadable;
        }
    }

    private KeySet fetched(String issuer) {
        KeySet keys = source.apply(issuer);
        Instant now = clock.instant();
        Duration lifetime = keys.lifetime().compareTo(SHORTEST) < 0 ? SHORTEST : keys.lifetime();
        copy = new Copy(issuer, keys, now, now.plus(lifetime));
        failure = null;
        return keys;
    }

    private boolean isFresh(@Nullable Copy current, String issuer) {
        return current != null
                && current.issuer.equals(issuer)
                && clock.instant().isBefore(current.freshUntil);
    }
}
