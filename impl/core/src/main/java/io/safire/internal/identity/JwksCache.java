package io.safire.internal.identity;

import io.safire.internal.config.ServerSettings;
import io.safire.internal.event.CompositeRequestObserver;
import io.safire.internal.http.SingleFlightLoader;
import io.safire.internal.http.TransportException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cache of the JWKS of the issuer. An entry is cached for the lifetime that the server allows, at least one minute and at most
 * one day. An unknown {@code kid} triggers an earlier reload. There is at most one such reload a minute, because anyone
 * can invent a {@code kid}. If a reload fails, the cached JWKS is used for up to one day. A single caller loads the
 * JWKS. Meanwhile, other callers use the cached JWKS. If no JWKS is cached, they wait at most for the duration of one
 * response.
 */
final class JwksCache {

    static final Duration MIN_RELOAD_INTERVAL = Duration.ofMinutes(1);

    private static final Duration MIN_LIFETIME = Duration.ofMinutes(1);
    private static final Duration MAX_STALE_TIME = Duration.ofDays(1);

    private final Function<String, JwkSet> loader;
    private final Clock clock;
    private final SingleFlightLoader singleFlight;
    private volatile @Nullable CachedJwks cached;
    private Instant nextReload = Instant.MIN;

    private record CachedJwks(String issuer, JwkSet keys, Instant freshUntil, Instant usableUntil) {}

    /**
     * Creates an empty cache.
     *
     * @param source loads the JWKS of an issuer
     */
    JwksCache(ServerSettings settings, Function<String, JwkSet> source, Clock clock) {
        this.loader = source;
        this.clock = clock;
        this.singleFlight = new SingleFlightLoader(
                settings,
                settings.endpoints().baseUrl(),
                clock,
                CompositeRequestObserver.NONE,
                JwksUnavailableException.class::isInstance);
    }

    /**
     * Returns the JWKS of an issuer.
     *
     * @throws JwksUnavailableException if the JWKS is neither cached nor loadable
     */
    JwkSet get(String issuer) {
        try {
            return singleFlight.load(() -> fresh(issuer), () -> usable(issuer), () -> loadOrReuse(issuer));
        } catch (TransportException timeout) {
            throw new JwksUnavailableException("another caller is still loading the JWKS");
        }
    }

    /**
     * Returns a newer JWKS than the given JWKS, which contains no matching key.
     *
     * @return empty if the JWKS was loaded less than a minute ago, or cannot be loaded
     */
    Optional<JwkSet> findNewer(JwkSet current, String issuer) {
        try {
            return singleFlight.runExclusively(() -> reload(current, issuer));
        } catch (TransportException timeout) {
            return Optional.empty();
        }
    }

    private Optional<JwkSet> reload(JwkSet used, String issuer) {
        CachedJwks current = cached;
        if (current != null && current.keys != used) {
            return Optional.of(current.keys);
        }
        Instant now = clock.instant();
        if (now.isBefore(nextReload)) {
            return Optional.empty();
        }
        nextReload = now.plus(MIN_RELOAD_INTERVAL);
        try {
            return Optional.of(load(issuer));
        } catch (JwksUnavailableException unavailable) {
            return Optional.empty();
        }
    }

    private JwkSet loadOrReuse(String issuer) {
        try {
            return load(issuer);
        } catch (JwksUnavailableException unreadable) {
            CachedJwks stale = findCached(issuer, CachedJwks::usableUntil).orElseThrow(() -> unreadable);
            cached = new CachedJwks(issuer, stale.keys, clock.instant().plus(MIN_LIFETIME), stale.usableUntil);
            return stale.keys;
        }
    }

    private JwkSet load(String issuer) {
        JwkSet keys = loader.apply(issuer);
        Instant now = clock.instant();
        Duration lifetime = keys.lifetime().compareTo(MIN_LIFETIME) < 0 ? MIN_LIFETIME : keys.lifetime();
        cached = new CachedJwks(issuer, keys, now.plus(lifetime), now.plus(MAX_STALE_TIME));
        return keys;
    }

    private Optional<JwkSet> fresh(String issuer) {
        return findCached(issuer, CachedJwks::freshUntil).map(CachedJwks::keys);
    }

    private Optional<JwkSet> usable(String issuer) {
        return findCached(issuer, CachedJwks::usableUntil).map(CachedJwks::keys);
    }

    private Optional<CachedJwks> findCached(String issuer, Function<CachedJwks, Instant> validUntil) {
        return Optional.ofNullable(cached)
                .filter(candidate ->
                        candidate.issuer.equals(issuer) && clock.instant().isBefore(validUntil.apply(candidate)));
    }
}
