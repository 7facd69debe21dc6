package io.safire.docs;

import io.safire.SmartClientSettings;
import io.safire.spi.ServerSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sample of a server source. */
@ApplicationScoped
public class CustomerServers implements ServerSource {
    private volatile Map<String, SmartClientSettings> servers = Map.of();

    /** Replaces all servers. */
    public void replace(Map<String, SmartClientSettings> newServers) {
        servers = Map.copyOf(newServers);
    }

    @Override
    public Set<String> names() {
        return servers.keySet();
    }

    @Override
    public Optional<SmartClientSettings> server(String name) {
        return Optional.ofNullable(servers.get(name));
    }
}
