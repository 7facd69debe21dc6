package io.safire.impl.identity;

import io.safire.impl.config.HttpSettings;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.transport.Bulkhead;
import io.safire.impl.transport.TransportFailure;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the issuer, kept as long as the server allows, within a minute and a day. An unknown key has them read again
 * ahead of that, but not often: anybody can make up an identifier. Keys that cannot be read anew are used for another while.
 * One caller reads; the others use the keys that there are, or wait no longer than for one answer.
 */
final class IssuerKeys {

    static final Duration BETWEEN_REREADS = Duration.ofMinutes(1);

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_STALE = Duration.ofDays(1);
    private static final Duration UNREACHABLE = Duration.ofSeconds(3);

    private final Function<String, KeySet> source;
    private final Clock clock;
    private final URI server;
    private final Bulkhead turn;
    private volatile @Nullable Copy copy;
    private volatile @Nullable Failure failure;
    private Instant nextReread = Instant.MIN;

    private record Copy(String issuer, KeySet keys, Instant readAt, Instant freshUntil) {}

    private record Failure(UnreadableKeysException exception, Instant until) {}

    /**
     * Prepares keeping.
     *
     * @param source reads the keys of an issuer
     */
    IssuerKeys(ServerSettings settings, Function<String, KeySet> source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.server = settings.addresses().baseUrl();
        HttpSettings http = settings.http();
        this.turn = new Bulkhead(1, http.connectTimeout().plus(http.readTimeout()), wait -> {});
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
    Optional<KeySet> newerThan(KeySet known, String issuer) {
        try {
            return turn.within(server, () -> reread(known, issuer));
        } catch (TransportFailure tooLong) {
            return Optional.empty();
        }
    }

    private Optional<KeySet> reread(KeySet known, String issuer) {
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

    private KeySet read(String issuer) {
        if (turn.isFull()) {
            Copy old = copy;
            if (isUsable(old, issuer)) {
                return old.keys;
            }
            Failure last = failure;
            if (last != null) {
                throw last.exception;
            }
        }
        try {
            return turn.within(server, () -> readAlone(issuer));
        } catch (TransportFailure tooLong) {
            throw new UnreadableKeysException("another caller reads them at present, without an answer so far");
        }
    }

    private KeySet readAlone(String issuer) {
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
            if (isUsable(current, issuer)) {
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

    private boolean isUsable(@Nullable Copy old, String issuer) {
        return old != null && old.issuer.equals(issuer) && clock.instant().isBefore(old.readAt.plus(LONGEST_STALE));
    }
}
