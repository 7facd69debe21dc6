package io.safire.internal.config;

import java.time.Duration;

/**
 * The settings for caching the SMART configuration.
 *
 * @param lifetime the cache lifetime of a response without {@code Cache-Control}
 * @param staleIfError the time after expiry for which the cached copy is used if it cannot be read again
 * @param rereadInterval the minimum interval between two reads that rejected requests cause
 */
public record MetadataSettings(Duration lifetime, Duration staleIfError, Duration rereadInterval) {}
