package io.safire.impl.web;

import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.key.PublicKeys;
import io.safire.web.WebAnswer;
import java.util.Optional;

/** The public keys of an application, one document for each server. */
final class KeySetAnswers {

    private final SmartClients clients;

    KeySetAnswers(SmartClients clients) {
        this.clients = clients;
    }

    /**
     * The document.
     *
     * @return empty where there is no such server or it has no key, which is nothing that a stranger may tell apart
     */
    Optional<WebAnswer> of(String server) {
        if (!clients.names().contains(server)) {
            return Optional.empty();
        }
        try {
            PublicKeys keys = clients.client(server).jwks();
            return keys.keys().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Answers.json(keys.document().toString(), keys.cacheControl()));
        } catch (ConfigurationException failure) {
            if (failure.missingAttributes().isEmpty()) {
                throw failure;
            }
            return Optional.empty();
        }
    }
}
