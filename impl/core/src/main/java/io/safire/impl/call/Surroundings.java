package io.safire.impl.call;

import io.safire.spi.KeySource;
import io.safire.spi.RegistrationStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** What the steps take from outside: the time, chance, and what the application may replace. */
public record Surroundings(Clock clock, SecureRandom random, RegistrationStore registrations, KeySource keys) {

    /** Surroundings in which all keys are configured. */
    public Surroundings(Clock clock, SecureRandom random, RegistrationStore registrations) {
        this(clock, random, registrations, server -> List.of());
    }
}
