package io.safire;

import java.util.Set;

/**
 * All configured servers: for applications that choose the server at run time, by its name or by the {@code iss} of an
 * EHR launch.
 */
public interface SmartClients {

    /**
     * The names of the configured servers.
     *
     * @return the names, {@code default} for the server that {@code safire.base-url} describes
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
     *     slash at the end make no difference
     * @throws io.safire.error.ValidationException if it is the address of no configured server
     */
    SmartClient byIssuer(String iss);
}
