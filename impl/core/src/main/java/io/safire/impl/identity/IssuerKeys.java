package io.safire.impl.identity;

import io.safire.impl.config.ServerSettings;
import io.safire.impl.event.Observers;
import io.safire.impl.transport.ReadTurn;
import io.safire.impl.transport.TransportFailure;
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

    private final Function<String, KeySet> source;
    private final Clock clock;
    private final ReadTurn turn;
    private volatile @Nullable Copy copy;
    private Instant nextReread = Instant.MIN;

    private record Copy(String issuer, KeySet keys, Instant freshUntil, Instant usableUntil) {}

    /**
     * Prepares keeping.
     *
     * @param source reads the keys of an issuer
     */
    IssuerKeys(ServerSettings settings, Function<String, KeySet> source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.turn = new ReadTurn(
                settings,
                settings.addresses().baseUrl(),
                clock,
                Observers.NONE,
                UnreadableKeysException.class::isInstance);
    }

    /**
     * The keys of an issuer.
     *
     * @throws UnreadableKeysException if there are none
     */
    KeySet of(String issuer) {
        try {
            return turn.read(() -> fresh(issuer), () -> usable(issuer), () -> readAnew(issuer));
        } catch (TransportFailure tooLong) {
            throw new UnreadableKeysException("another caller reads them at present, without an answer so far");
        }
    }

    /**
     * Keys that are newer than those which did not do.
     *
     * @return empty if they have just been read, or cannot be
     */
    Optional<KeySet> newerThan(KeySet known, String issuer) {
        try {
            return turn.alone(() -> reread(known, issuer));
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

    private KeySet readAnew(String issuer) {
        try {
            return fetched(issuer);
        } catch (UnreadableKeysException unreadable) {
            Copy old = kept(issuer, Copy::usableUntil).orElseThrow(() -> unreadable);
            copy = new Copy(issuer, old.keys, clock.instant().plus(SHORTEST), old.usableUntil);
            return old.keys;
        }
    }

    private KeySet fetched(String issuer) {
        KeySet keys = source.apply(issuer);
        Instant now = clock.instant();
        Duration lifetime = keys.lifetime().compareTo(SHORTEST) < 0 ? SHORTEST : keys.lifetime();
        copy = new Copy(issuer, keys, now.plus(lifetime), now.plus(LONGEST_STALE));
        return keys;
    }

    private Optional<KeySet> fresh(String issuer) {
        return kept(issuer, Copy::freshUntil).map(Copy::keys);
    }

    private Optional<KeySet> usable(String issuer) {
        return kept(issuer, Copy::usableUntil).map(Copy::keys);
    }

    private Optional<Copy> kept(String issuer, Function<Copy, Instant> end) {
        return Optional.ofNullable(copy)
                .filter(kept -> kept.issuer.equals(issuer) && clock.instant().isBefore(end.apply(kept)));
    }
}
