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
     * Creates a cache without sending a request.
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

    /** Returns the last copy of the metadata, even if it has expired, without sending a request. */
    Optional<SmartMetadata> lastMetadata() {
        return document.last();
    }

    /**
     * Reports that the content has turned out to be wrong, so that the next call loads the whole document. The document
     * is loaded at most once per {@code metadata-refresh-interval}.
     */
    void markWrong() {
        document.markWrong(settings.metadata().refreshInterval());
    }
}
