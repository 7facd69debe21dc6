package io.safire.internal.config;

import java.time.Duration;

/**
 * The settings for storing and refreshing managed tokens.
 *
 * @param refreshAhead the fraction of a token's lifetime that remains when the token is refreshed
 * @param refreshJitter the random variation of that remaining time, as a fraction of it
 * @param maxStoredUsers the maximum number of users in the built-in token store
 * @param maxSignInsPerAccount the maximum number of sign-ins that a store holds for one account
 * @param storedTokensLifetime the time for which a store holds tokens after their last refresh, if they include a
 *     refresh token
 */
public record ManagedTokenSettings(
        double refreshAhead,
        double refreshJitter,
        int maxStoredUsers,
        int maxSignInsPerAccount,
        Duration storedTokensLifetime) {}
