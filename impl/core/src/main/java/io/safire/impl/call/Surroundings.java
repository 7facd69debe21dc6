package io.safire.impl.call;

import io.safire.spi.RegistrationStore;
import java.security.SecureRandom;
import java.time.Clock;

/** What the steps take from outside: the time, chance, and what the application may replace. */
public record Surroundings(Clock clock, SecureRandom random, RegistrationStore registrations) {}
