package io.safire.spi;

import io.safire.SmartClientSettings;
import java.util.Optional;
import java.util.Set;

/**
 * A source of servers beside the configuration, such as a table with the customers of a vendor. Servers can be added,
 * changed and removed while the application runs. An application provides at most one server source, as an
 * {@code @ApplicationScoped} bean.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class CustomerServers implements ServerSource {
 *     private volatile Map<String, SmartClientSettings> servers = Map.of();
 *
 *     @Override
 *     public Set<String> names() {
 *         return servers.keySet();
 *     }
 *
 *     @Override
 *     public Optional<SmartClientSettings> server(String name) {
 *         return Optional.ofNullable(servers.get(name));
 *     }
 * }
 * }</pre>
 *
 * <p>{@link io.safire.SmartClients}, launches, user tokens, the key sets and the readiness check treat these servers
 * like configured servers. The library calls the server source at each use of one of its servers. Therefore, a change
 * takes effect on each node as soon as the source of this node returns it:
 *
 * <ul>
 *   <li>A client that the application holds uses the new settings at its next call. If only a secret or key has
 *       changed, the client keeps its tokens and metadata. If any other setting has changed, the client discards its
 *       cached tokens, and the user tokens that are stored in memory.
 *   <li>The methods of a client whose server was removed throw a {@link io.safire.error.ConfigurationException}, even
 *       if a token is cached. No further request is sent to the server.
 * </ul>
 *
 * <p>Unusable settings affect only their own server, whose calls throw a
 * {@link io.safire.error.ConfigurationException}. A server whose name is reserved, not printable or the name of a
 * configured server is ignored. The library logs each of these errors once after each change, and the readiness check
 * contains its ID. The deployment does not stop.
 *
 * <p>Implementations must be thread-safe, must return their results from memory, and must not call the library. If a method throws
 * an exception, the call fails with a {@link io.safire.error.ConfigurationException}, and the library discards nothing.
 * A {@link CredentialSource} and a {@link KeySource} also apply to the servers of a server source. The credential in the
 * settings takes precedence over the credential source if it is a key object or a callback.
 *
 * @since 1.0
 */
public interface ServerSource {

    /**
     * Returns the names of all servers. A client is created only for a name in this set. To let another server take the
     * place of a server, use a new name, because stored tokens and registrations belong to a name.
     *
     * @return the names, which are case-sensitive
     */
    Set<String> names();

    /**
     * Returns the current settings of a server. As long as nothing has changed, an implementation should return the
     * same instance, so that the library need not compare the settings.
     *
     * @param name the name of the server
     * @return the settings, whose own name has no effect; empty if the source has no server with this name
     */
    Optional<SmartClientSettings> server(String name);
}
