package io.safire.internal.config;

import java.time.Duration;

/**
 * The settings for the publication of the client's public keys.
 *
 * @param publicationTime the minimum time for which a key is published before it replaces the retiring key for signing
 * @param cacheLifetime the time for which servers may cache the key set
 */
public record KeySettings(Duration publicationTime, Duration cacheLifetime) {}
