package io.safire.impl.call;

import io.safire.impl.event.Announcer;
import io.safire.impl.managed.MemoryTokenStore;
import io.safire.impl.managed.RenewalThreads;
import io.safire.impl.managed.Upkeep;
import io.safire.spi.KeySource;
import io.safire.spi.RegistrationStore;
import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * What the steps take from outside: the time, chance, what the application may replace, who listens, upkeep, and what a
 * client of a name is stored as with a session.
 */
public record Surroundings(
        Clock clock,
        SecureRandom random,
        RegistrationStore registrations,
        KeySource keys,
        Announcer announcer,
        Upkeep upkeep,
        Function<String, Serializable> stored) {

    /** Surroundings in which all keys are configured and nobody listens. */
    public Surroundings(Clock clock, SecureRandom random, RegistrationStore registrations) {
        this(
                clock,
                random,
                registrations,
                server -> List.of(),
                Announcer.silent(),
                new Upkeep(new MemoryTokenStore(server -> 100, clock), new RenewalThreads(null), random),
                name -> name);
    }
}
