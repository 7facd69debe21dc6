package io.safire.impl.call;

import java.security.SecureRandom;
import java.time.Clock;

/** What the steps take from outside: the time and chance. */
public record Surroundings(Clock clock, SecureRandom random) {}
