package io.safire.impl.transport;

import io.safire.impl.config.Protection;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The circuit breakers of one server, one for each endpoint: a failing endpoint does not affect the others. */
final class Breakers {

    /** A server has a handful of endpoints; successive registrations add more. */
    private static final int MOST = 64;

    private final Protection protection;
    private final Clock clock;
    private final Map<String, Breaker> breakers = new LinkedHashMap<>(16, 0.75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Breaker> eldest) {
            return size() > MOST;
        }
    };

    Breakers(Protection protection, Clock clock) {
        this.protection = protection;
        this.clock = clock;
    }

    Breaker of(URI target) {
        String address = target.getScheme() + "://" + target.getRawAuthority() + target.getRawPath();
        synchronized (breakers) {
            return breakers.computeIfAbsent(address, any -> new Breaker(protection, clock));
        }
    }
}
