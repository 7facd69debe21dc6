package io.safire.spi;

import java.util.List;

/**
 * Gives the keys of the client from somewhere else than the configuration, such as a hardware module or a key service. An
 * application has at most one, as an {@code @ApplicationScoped} bean.
 *
 * <p>It is asked at each token request and each time the public keys are read, so it answers from memory and is safe for use
 * by many threads.
 */
public interface KeySource {

    /**
     * The keys for one server.
     *
     * @param server the name of the server
     * @return at most one key in each state; empty for a server whose keys are those of the configuration
     */
    List<ClientKey> keys(String server);
}
