package io.safire.impl.transport;

import io.safire.impl.config.Protection;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** One breaker for each address of a server: that one of them does not work says nothing about the others. */
final class Breakers {

    /** A server has a handful; more come from registrations that follow one another. */
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
