package io.safire.internal.discovery;

import io.safire.internal.config.HttpSettings;
import io.safire.internal.config.MetadataSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.http.HttpConnections;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cached metadata and the connections of an application's servers. Two clients share metadata and connections only
 * if their base URLs and all settings for discovery and connections are equal. Otherwise, a client could use a document
 * from a connection with less trustworthy settings.
 */
public final class SharedServers {

    private final Clock clock;
    private final Map<Key, Shared> servers = new ConcurrentHashMap<>();

    private record Key(String baseUrl, UrlPolicy urlPolicy, HttpSettings http, MetadataSettings metadata) {
        static Key of(ServerSettings settings) {
            return new Key(
                    settings.endpoints().baseUrl().toString(),
                    settings.endpoints().urlPolicy(),
                    settings.http(),
                    settings.metadata());
        }
    }

    private record Shared(SharedServer server, int clients) {}

    public SharedServers(Clock clock) {
        this.clock = clock;
    }

    /** The client must call {@link #release} after its last request. */
    public SharedServer acquire(ServerSettings settings) {
        return servers.compute(
                        Key.of(settings),
                        (key, shared) -> shared == null
                                ? new Shared(open(key.http), 1)
                                : new Shared(shared.server, shared.clients + 1))
                .server;
    }

    /** Discards the metadata and closes the connections if no client with these settings is left. */
    public void release(ServerSettings settings) {
        Key key = Key.of(settings);
        Shared remaining =
                servers.computeIfPresent(key, (any, shared) -> new Shared(shared.server, shared.clients - 1));
        if (remaining != null && remaining.clients == 0 && servers.remove(key, remaining)) {
            remaining.server.connections().close();
        }
    }

    private SharedServer open(HttpSettings http) {
        return new SharedServer(new DiscoveryState(clock), HttpConnections.create(http));
    }
}
