package io.safire.internal.config;

import static io.safire.internal.config.Setting.CAPABILITY_STATEMENT_FALLBACK;
import static io.safire.internal.config.Setting.METADATA_LIFETIME;
import static io.safire.internal.config.Setting.METADATA_REFRESH_INTERVAL;
import static io.safire.internal.config.Setting.METADATA_STALE_IF_ERROR;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * The settings for caching the SMART configuration.
 *
 * @param lifetime the cache lifetime of a response without {@code Cache-Control}
 * @param staleIfError the time for which an expired copy is used if the document cannot be read again
 * @param refreshInterval the minimum interval between two reads that are caused by rejected requests
 * @param capabilityStatementFallback true if the endpoints of a server without SMART configuration are read from its
 *     CapabilityStatement
 */
public record MetadataSettings(
        Duration lifetime, Duration staleIfError, Duration refreshInterval, boolean capabilityStatementFallback) {

    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

    /**
     * Returns the minimum cache lifetime of a response, even with {@code no-store}. Many gateways and frameworks add
     * {@code no-store} to every response. Without a minimum, each token request would require a request for the
     * document.
     */
    public Duration minLifetime() {
        return Collections.min(List.of(ONE_MINUTE, refreshInterval, lifetime));
    }

    static MetadataSettings read(SettingParser parser) {
        return new MetadataSettings(
                parser.duration(METADATA_LIFETIME),
                parser.duration(METADATA_STALE_IF_ERROR),
                parser.duration(METADATA_REFRESH_INTERVAL),
                parser.flag(CAPABILITY_STATEMENT_FALLBACK));
    }
}
