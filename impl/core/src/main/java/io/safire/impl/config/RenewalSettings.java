package io.safire.impl.config;

import java.time.Duration;

/**
 * The settings for storing and refreshing managed tokens.
 *
 * @param ahead the share of the lifetime that remains when a token is refreshed
 * @param jitter the random variation of the time in {@code ahead}, as a share of it
 * @param mostKept the maximum number of users in the built-in token store
 * @param maxPerAccount the maximum number of sign-ins of one account in a store
 * @param keptLifetime the time for which a store holds tokens with a refresh token after their last refresh
 */
public record RenewalSettings(double ahead, double jitter, int mostKept, int maxPerAccount, Duration keptLifetime) {}
