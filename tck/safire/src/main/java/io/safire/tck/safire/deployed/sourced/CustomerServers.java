package io.safire.tck.safire.deployed.sourced;

import io.safire.SmartClientSettings;
import io.safire.spi.ServerSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The servers of customers, which the resource changes at run time. */
@ApplicationScoped
public class CustomerServers implements ServerSource {

    private volatile Map<String, SmartClientSettings> servers = Map.of();

    @Override
    public Set<String> names() {
        return servers.keySet();
    }

    @Override
    public Optional<SmartClientSettings> server(String name) {
        return Optional.ofNullable(servers.get(name));
    }

    void replace(Map<String, SmartClientSettings> newServers) {
        servers = newServers;
    }
}
