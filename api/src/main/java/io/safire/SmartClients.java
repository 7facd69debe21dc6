package io.safire;

import io.safire.brand.BrandBundle;
import java.net.URI;
import java.util.Set;

/**
 * The clients of all configured servers and of the servers of a {@link io.safire.spi.ServerSource}, for applications that
 * choose the server at run time, by name or by the {@code iss} of an EHR launch.
 *
 * @since 1.0
 */
public interface SmartClients {

    /**
     * {@return the names of the configured servers, which are case-sensitive; {@code default} for the server that
     * {@code safire.base-url} describes} The setting {@code safire.servers} lists these names. If
     * {@code safire.servers} is not set, the names come from configuration keys and injection points. In this case, the
     * result omits names without a {@code base-url}. The result also contains the current names of a
     * {@link io.safire.spi.ServerSource}.
     */
    Set<String> names();

    /**
     * Returns the client of a server.
     *
     * @param name one of {@link #names()}
     * @return the client, for a configured server the same instance that {@code @SmartServer(name)} injects
     * @throws io.safire.error.ConfigurationException if no server with this name is configured, or its settings are
     *     unusable
     */
    SmartClient client(String name);

    /**
     * Returns the client of the default server. The default server is the server that {@code safire.base-url}
     * describes. If {@code safire.base-url} is missing and exactly one server is configured, that server is the default
     * server.
     *
     * @return the client of the default server
     * @throws io.safire.error.ConfigurationException if there is no default server
     */
    SmartClient client();

    /**
     * Returns the client of the server that started an EHR launch. Only configured servers match, so the library never
     * sends a request to a URL that an attacker chose.
     *
     * <p>The comparison with {@code base-url} and {@code authorization-audience} ignores the case of scheme and host,
     * the default port and a trailing slash. Several servers can have the same URL. In this case, servers with a
     * {@code redirect-uri} take precedence; among them, the default server, and then the alphabetically first name. To
     * launch with another of these servers, select it by name with {@link #client(String)}.
     *
     * @param iss the {@code iss} parameter of the launch request, which is the FHIR base URL of the EHR
     * @return the client of the server whose {@code base-url} or {@code authorization-audience} equals {@code iss}
     * @throws io.safire.error.ValidationException if {@code iss} matches no configured server
     */
    SmartClient forLaunch(String iss);

    /**
     * Returns the brand bundle that a vendor publishes for all of its servers, read from the vendor or from the cache.
     * A server in this bundle may be configured, and may publish a bundle of its own. In this case, the brands in the
     * server's bundle replace the vendor's brands. The request contains no credential, and uses the connection settings
     * of the default server, such as {@code safire.connect-timeout}.
     *
     * <p>Reading a bundle does not configure the servers in it: {@link #forLaunch} finds only configured servers.
     *
     * @param vendorBundle the https URL of the bundle
     * @return the bundle
     * @throws io.safire.error.ValidationException if the URL is not https; in this case, nothing was sent
     * @throws io.safire.error.DiscoveryException if the bundle is unusable or exceeds {@code safire.brand-bundle-limit}
     *     (default: 32 MiB)
     * @throws io.safire.error.NetworkException if no response arrived
     * @throws io.safire.error.ConfigurationException if the implementation lacks the module for brands
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html">SMART App Launch 2.2.0, user-access
     *     brands and endpoints</a>
     */
    BrandBundle brands(URI vendorBundle);

    /**
     * Creates a client for a server that is not configured, for example for the server of a tenant, or to read the
     * metadata of a server. The client has only the given settings. The client uses the threads and observers of the
     * application, but not the application's key source, credential source or stores. Clients with the same
     * {@code base-url} and equal connection settings share connections and cached metadata. {@link #names()} does not
     * contain the name of the client, and {@link #forLaunch} does not find the client.
     *
     * <pre>{@code
     * try (CloseableSmartClient client = clients.create(settings)) {
     *     AccessToken token = client.accessToken();
     * }
     * }</pre>
     *
     * <p>The default implementation throws an {@link UnsupportedOperationException}.
     *
     * @param settings the settings
     * @return the client; the application closes it, or the library does so when the application stops
     * @throws io.safire.error.ConfigurationException if settings are missing or unusable; the message lists all of
     *     these settings
     * @see SmartClient#create
     */
    default CloseableSmartClient create(SmartClientSettings settings) {
        throw new UnsupportedOperationException("create");
    }
}
