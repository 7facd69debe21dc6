package io.safire.spi;

import java.util.List;

/**
 * A source of the client's keys that replaces the configured keys, such as a hardware module or a key service. An
 * application provides at most one key source, as an {@code @ApplicationScoped} bean.
 *
 * <p>The library calls the key source for each token request, and each time it publishes the public keys.
 * Implementations must be thread-safe, and must return the keys from memory.
 *
 * @since 1.0
 */
public interface KeySource {

    /**
     * Returns the client's keys for a server.
     *
     * @param server the name of the server
     * @return at most one key in each state; empty for a server that uses the configured keys
     */
    List<ClientKey> keys(String server);
}
