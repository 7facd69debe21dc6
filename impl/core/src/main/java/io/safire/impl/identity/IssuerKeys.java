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
 * Cache of the JWKS of the issuer. An entry is cached for the lifetime that the server allows, at least one minute and at most
 * one day. An unknown {@code kid} triggers an earlier reload, at most once a minute, because anyone can invent a {@code kid}.
 * If a reload fails, the cached JWKS is used for up to one day. A single caller loads the JWKS. Other callers use the cached
 * JWKS, or wait at most for the duration of one response.
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
     * Creates an empty cache.
     *
     * @param source loads the JWKS of an issuer
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
     * Returns the JWKS of an issuer.
     *
     * @throws UnreadableKeysException if the JWKS is neither cached nor loadable
     */
    KeySet of(String issuer) {
        try {
            return turn.read(() -> fresh(issuer), () -> usable(issuer), () -> readAnew(issuer));
        } catch (TransportFailure tooLong) {
            throw new UnreadableKeysException("another caller is still loading the JWKS");
        }
    }

    /**
     * Returns a newer JWKS than the one that contains no matching key.
     *
     * @return empty if the JWKS was loaded less than a minute ago, or cannot be loaded
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
