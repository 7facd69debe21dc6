package io.safire.internal.config;

import java.time.Duration;

/**
 * The settings for storing and refreshing managed tokens.
 *
 * @param refreshAhead the remaining fraction of a token's lifetime at which the client refreshes the token
 * @param refreshJitter the random variation of the refresh time, as a fraction of the remaining lifetime
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
