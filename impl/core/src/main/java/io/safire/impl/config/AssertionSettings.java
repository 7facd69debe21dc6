package io.safire.impl.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a client assertion is made. */
public record AssertionSettings(
        @Nullable String audience, @Nullable String jwksUrl, Duration lifetime) {}
