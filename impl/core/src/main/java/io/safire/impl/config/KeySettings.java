package io.safire.impl.config;

import java.time.Duration;

/**
 * How the client's own public keys are published.
 *
 * @param publicationTime how long a key has to have been published before it signs while a former one still can
 * @param cache for how long servers may keep the key set
 */
public record KeySettings(Duration publicationTime, Duration cache) {}
