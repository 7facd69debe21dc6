package io.safire.internal.config;

import static io.safire.internal.config.Setting.MAX_TOKENS_PER_ACCOUNT;
import static io.safire.internal.config.Setting.MAX_USER_TOKENS;
import static io.safire.internal.config.Setting.REFRESH_AHEAD;
import static io.safire.internal.config.Setting.REFRESH_JITTER;
import static io.safire.internal.config.Setting.USER_TOKENS_LIFETIME;

import java.time.Duration;

/**
 * The settings for storing and refreshing managed tokens.
 *
 * @param refreshAhead the fraction of a token's lifetime that remains when the client refreshes the token
 * @param refreshJitter the random variation of the refresh time, as a fraction of the remaining lifetime at the refresh
 * @param maxStoredUsers the maximum number of users in the built-in token store
 * @param maxSignInsPerAccount the maximum number of sign-ins that a store holds for one account
 * @param storedTokensLifetime the time for which a store holds tokens with a refresh token after their last refresh
 */
public record ManagedTokenSettings(
        double refreshAhead,
        double refreshJitter,
        int maxStoredUsers,
        int maxSignInsPerAccount,
        Duration storedTokensLifetime) {

    static ManagedTokenSettings read(SettingParser parser) {
        return new ManagedTokenSettings(
                parser.fraction(REFRESH_AHEAD),
                parser.fraction(REFRESH_JITTER),
                parser.integer(MAX_USER_TOKENS),
                parser.integer(MAX_TOKENS_PER_ACCOUNT),
                parser.duration(USER_TOKENS_LIFETIME));
    }
}
