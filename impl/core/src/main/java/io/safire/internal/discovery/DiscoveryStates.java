package io.safire.internal.discovery;

import io.safire.internal.config.HttpSettings;
import io.safire.internal.config.MetadataSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.UrlPolicy;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The discovery states of an application. Clients share a state only if their base URLs and all settings for discovery
 * and connections are equal. Otherwise, a client could use a document that another client received over a connection
 * that the first client does not trust.
 */
public final class DiscoveryStates {

    private final Clock clock;
    private final Map<Key, Shared> states = new ConcurrentHashMap<>();

    private record Key(String baseUrl, UrlPolicy urlPolicy, HttpSettings http, MetadataSettings metadata) {
        static Key of(ServerSettings settings) {
            return new Key(
                    settings.endpoints().baseUrl().toString(),
                    settings.endpoints().urlPolicy(),
                    settings.http(),
                    settings.metadata());
        }
    }

    private record Shared(DiscoveryState state, int clients) {}

    public DiscoveryStates(Clock clock) {
        this.clock = clock;
    }

    /** Returns the state for a new client, which must call {@link #release} when it is closed. */
    public DiscoveryState acquire(ServerSettings settings) {
        return states.compute(
                        Key.of(settings),
                        (key, shared) -> shared == null
                                ? new Shared(new DiscoveryState(clock), 1)
                                : new Shared(shared.state, shared.clients + 1))
                .state;
    }

    /** Discards the state if the client with the given settings was its last client. */
    public void release(ServerSettings settings) {
        states.computeIfPresent(
                Key.of(settings),
                (key, shared) -> shared.clients == 1 ? null : new Shared(shared.state, shared.clients - 1));
    }
}
