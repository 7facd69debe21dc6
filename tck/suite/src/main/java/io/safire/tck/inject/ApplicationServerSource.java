package io.safire.tck.inject;

import io.safire.SmartClientSettings;
import io.safire.spi.ServerSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server source of an application, whose servers the tests add, change and remove. */
@ApplicationScoped
public class ApplicationServerSource implements ServerSource {

    private final Map<String, SmartClientSettings> servers = new ConcurrentHashMap<>();

    @Override
    public Set<String> names() {
        return servers.keySet();
    }

    @Override
    public Optional<SmartClientSettings> server(String name) {
        return Optional.ofNullable(servers.get(name));
    }

    /** Adds or changes a server. */
    public void put(String name, SmartClientSettings settings) {
        servers.put(name, settings);
    }

    /** Removes a server. */
    public void remove(String name) {
        servers.remove(name);
    }
}
