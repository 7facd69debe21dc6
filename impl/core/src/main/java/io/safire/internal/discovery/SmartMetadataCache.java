package io.safire.internal.discovery;

import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.document.CachedDocument;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.TransportException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** The cached SMART configuration of a server. */
public final class SmartMetadataCache {

    private final ServerSettings settings;
    private final CachedDocument<SmartMetadata> document;

    /**
     * This constructor sends no request.
     *
     * @param state the cached copy, which several clients of the server can share
     */
    public SmartMetadataCache(
            ServerSettings settings, HttpSender sender, Clock clock, DiscoveryState state, RequestObservers observers) {
        this.settings = settings;
        URI address = SmartMetadataLoader.address(settings.endpoints().baseUrl());
        SmartMetadataLoader loader = new SmartMetadataLoader(settings, sender, clock, state, observers);
        this.document = new CachedDocument<>(state.document(), settings, address, loader, clock, observers);
    }

    public SmartMetadata metadata() {
        try {
            return document.get();
        } catch (TransportException timeout) {
            throw NetworkExceptions.documentNotLoaded(settings, timeout);
        }
    }

    /** Returns the last copy, even if it has expired. Sends no request. */
    Optional<SmartMetadata> lastMetadata() {
        return document.last();
    }

    /** Makes the next call load the whole document, but at most once per {@code metadata-refresh-interval}. */
    void markWrong() {
        document.markWrong(settings.metadata().refreshInterval());
    }
}
