package io.safire.impl.config;

import java.time.Duration;

/**
 * How long a SMART configuration is kept.
 *
 * @param lifetime where the server does not say
 * @param staleIfError beyond that when it cannot be read again
 * @param rereadInterval the least time between two reads that refusals force
 */
public record MetadataSettings(Duration lifetime, Duration staleIfError, Duration rereadInterval) {}
