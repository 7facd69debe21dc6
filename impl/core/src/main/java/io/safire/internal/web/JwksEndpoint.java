package io.safire.internal.web;

import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.web.WebResponse;
import java.util.Optional;

/** The JWKS endpoint of the application, with a separate key set for each server. */
record JwksEndpoint(SmartClients clients) {

    /**
     * @return the key set; empty if the server is unknown or has no key. The response must not reveal which of these
     *     two conditions applies
     * @throws ConfigurationException if a setting is invalid; a missing setting causes no exception
     */
    Optional<WebResponse> respond(String server) {
        if (!clients.names().contains(server)) {
            return Optional.empty();
        }
        try {
            return Optional.of(clients.client(server).jwks())
                    .filter(keys -> !keys.keys().isEmpty())
                    .map(keys -> WebResponses.json(keys.jwkSet().toString(), keys.cacheControl()));
        } catch (ConfigurationException failure) {
            if (failure.missingAttributes().isEmpty()) {
                throw failure;
            }
            return Optional.empty();
        }
    }
}
