package io.safire.internal.config;

import static io.safire.internal.config.Setting.METADATA_LIFETIME;
import static io.safire.internal.config.Setting.METADATA_REFRESH_INTERVAL;
import static io.safire.internal.config.Setting.METADATA_STALE_IF_ERROR;

import java.time.Duration;

/**
 * The settings for caching the SMART configuration.
 *
 * @param lifetime the cache lifetime of a response without {@code Cache-Control}
 * @param staleIfError the time after expiry for which the cached copy is used if the document cannot be read again
 * @param refreshInterval the minimum interval between two reads that are caused by rejected requests
 */
public record MetadataSettings(Duration lifetime, Duration staleIfError, Duration refreshInterval) {

    static MetadataSettings read(SettingParser parser) {
        return new MetadataSettings(
                parser.duration(METADATA_LIFETIME),
                parser.duration(METADATA_STALE_IF_ERROR),
                parser.duration(METADATA_REFRESH_INTERVAL));
    }
}
