package io.safire.internal.http;

import io.safire.internal.config.ResilienceSettings;
import io.safire.internal.text.LruMap;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

/**
 * The circuit breakers of one server. Each endpoint has its own circuit breaker, so that a failing endpoint does not
 * affect the others.
 */
final class CircuitBreakers {

    /** A server has only a few endpoints, but each new registration may add another endpoint. */
    private static final int MAX_ENDPOINTS = 64;

    private final ResilienceSettings protection;
    private final Clock clock;
    private final Map<String, CircuitBreaker> breakers = new LruMap<>(MAX_ENDPOINTS);

    CircuitBreakers(ResilienceSettings protection, Clock clock) {
        this.protection = protection;
        this.clock = clock;
    }

    CircuitBreaker forTarget(URI target) {
        String endpoint = target.getScheme() + "://" + target.getRawAuthority() + target.getRawPath();
        synchronized (breakers) {
            return breakers.computeIfAbsent(endpoint, key -> new CircuitBreaker(protection, clock));
        }
    }
}
