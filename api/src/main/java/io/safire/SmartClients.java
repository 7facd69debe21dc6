package io.safire;

import io.safire.brand.BrandBundle;
import java.net.URI;
import java.util.Set;

/**
 * All configured servers: for applications that choose the server at run time, by its name or by the {@code iss} of an
 * EHR launch.
 */
public interface SmartClients {

    /**
     * Returns the names of the configured servers: those that {@code safire.servers} lists or, where it is not set, those
     * in configuration keys and at injection points that have a {@code base-url}. No other name has a client.
     *
     * @return the names, compared exactly; {@code default} for the server that {@code safire.base-url} describes
     */
    Set<String> names();

    /**
     * The client of one server.
     *
     * @param name the name of the server, one of {@link #names()}
     * @return the client, the same one that {@code @SmartServer(name)} injects
     * @throws io.safire.error.ConfigurationException if no server of that name is configured, or its settings cannot be
     *     used
     */
    SmartClient client(String name);

    /**
     * The client of the default server: the one that {@code safire.base-url} describes or, when there is none, the only
     * one that is configured.
     *
     * @return the client
     * @throws io.safire.error.ConfigurationException if there is no such server
     */
    SmartClient client();

    /**
     * The client of the server that started an EHR launch. Only a configured server is found, so that nothing is ever sent
     * to an address that a launch request made up.
     *
     * @param iss the {@code iss} parameter of the launch request, the FHIR base URL of the EHR
     * @return the client whose {@code base-url} or {@code issuer} it is; case of scheme and host, the default port and a
     *     slash at the end make no difference; of several with the same address, the one that has a {@code redirect-uri}
     * @throws io.safire.error.ValidationException if it is the address of no configured server
     */
    SmartClient byIssuer(String iss);

    /**
     * Reads the brands that a vendor publishes for all of its servers, or gives the cached ones. Where the bundle lists a
     * configured server that links to brands of its own, these come over those of the vendor. No credential is sent; the
     * connection is that of the settings of the default server ({@code safire.connect-timeout} and the like).
     *
     * <p>That a server is in a bundle does not make it a configured one: {@link #byIssuer} finds it only when it is.
     *
     * @param vendorBundle the address of the bundle, https
     * @return the bundle
     * @throws io.safire.error.ValidationException if the address is not https; nothing was sent then
     * @throws io.safire.error.DiscoveryException if the bundle cannot be used or is longer than
     *     {@code safire.brand-bundle-limit}
     * @throws io.safire.error.NetworkException if no answer came
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html">SMART App Launch 2.2.0, user-access brands and
     *     endpoints</a>
     */
    BrandBundle brands(URI vendorBundle);
}
