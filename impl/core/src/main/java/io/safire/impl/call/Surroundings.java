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
 * The environment of all clients of an application.
 *
 * @param upkeep the store and threads of managed tokens
 * @param stored returns the serializable replacement of a client, by the name of its server
 */
public record Surroundings(
        Clock clock,
        SecureRandom random,
        RegistrationStore registrations,
        KeySource keys,
        Announcer announcer,
        Upkeep upkeep,
        Function<String, Serializable> stored) {

    /** Creates an environment with tokens in memory, without a key source, and without observers of events. */
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
