package io.safire.internal.config;

import java.time.Duration;

/**
 * The settings for storing and refreshing managed tokens.
 *
 * @param refreshAhead the share of the lifetime that remains when a token is refreshed
 * @param refreshJitter the random variation of the time in {@code ahead}, as a share of it
 * @param maxStoredUsers the maximum number of users in the built-in token store
 * @param maxSignInsPerAccount the maximum number of sign-ins of one account in a store
 * @param storedTokensLifetime the time for which a store holds tokens with a refresh token after their last refresh
 */
public record ManagedTokenSettings(
        double refreshAhead,
        double refreshJitter,
        int maxStoredUsers,
        int maxSignInsPerAccount,
        Duration storedTokensLifetime) {}
