package io.safire.internal.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of client assertions and of the publication of their keys.
 *
 * @param audience the {@code aud}; null for the token endpoint
 * @param jwksUrl the {@code jku}; null for none
 */
public record AssertionSettings(
        @Nullable String audience, @Nullable String jwksUrl, Duration lifetime, KeySettings keys) {}
