package io.safire.impl.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a client assertion is made, and the keys behind it published. */
public record AssertionSettings(
        @Nullable String audience, @Nullable String jwksUrl, Duration lifetime, KeySettings keys) {}
