package io.safire.internal.config;

import static io.safire.internal.config.Setting.ASSERTION_AUDIENCE;
import static io.safire.internal.config.Setting.ASSERTION_LIFETIME;
import static io.safire.internal.config.Setting.JWKS_URL;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings for client assertions, and for the publication of the keys that sign client assertions.
 *
 * @param audience the claim {@code aud}; null to use the URL of the token endpoint
 * @param jwksUrl the header parameter {@code jku}; null if assertions contain no {@code jku}
 */
public record AssertionSettings(
        @Nullable String audience, @Nullable String jwksUrl, Duration lifetime, KeyPublicationSettings keys) {

    static AssertionSettings read(SettingParser parser, UrlPolicy rule) {
        parser.url(JWKS_URL, rule);
        return new AssertionSettings(
                parser.text(ASSERTION_AUDIENCE),
                parser.text(JWKS_URL),
                parser.duration(ASSERTION_LIFETIME),
                KeyPublicationSettings.read(parser));
    }

    AssertionSettings withAudience(String newAudience) {
        return new AssertionSettings(newAudience, jwksUrl, lifetime, keys);
    }
}
