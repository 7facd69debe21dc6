package io.safire.impl.config;

import java.time.Duration;

/**
 * How managed tokens are kept and renewed.
 *
 * @param ahead the share of its life that is left when a token is renewed
 * @param jitter the share of that by which it may be earlier or later
 * @param mostKept how many users' tokens the built-in store keeps
 * @param maxPerAccount how many sign-ins of one account a store has
 * @param keptLifetime how long a store keeps tokens that can be renewed, since they were renewed last
 */
public record RenewalSettings(double ahead, double jitter, int mostKept, int maxPerAccount, Duration keptLifetime) {}
