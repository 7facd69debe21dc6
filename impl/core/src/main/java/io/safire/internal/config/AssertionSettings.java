package io.safire.internal.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings for client assertions, and for the publication of the keys that sign client assertions.
 *
 * @param audience the claim {@code aud}; null to use the URL of the token endpoint
 * @param jwksUrl the header parameter {@code jku}; null if assertions contain no {@code jku}
 */
public record AssertionSettings(
        @Nullable String audience, @Nullable String jwksUrl, Duration lifetime, KeySettings keys) {}
