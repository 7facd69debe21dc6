package io.safire.internal.client;

import io.safire.error.ConfigurationException;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.launch.CanonicalUrl;
import io.safire.internal.text.LogSanitizer;
import java.net.URI;
import java.util.Optional;

/** A check that a client accepts only tokens of other clients of the same FHIR server. */
record AcceptedServersCheck(ConfiguredServers servers) {

    /** Adds an error for each name in {@code accept-tokens-of} that does not belong to a client of the same server. */
    void validate(ServerSettings settings, ConfigurationErrors errors) {
        settings.resources().acceptedServers().stream()
                .sorted()
                .flatMap(name -> reason(settings.endpoints().baseUrl(), name).stream())
                .forEach(reason -> errors.unusable(Setting.ACCEPT_TOKENS_OF, reason));
    }

    private Optional<String> reason(URI baseUrl, String name) {
        if (!servers.names().contains(name)) {
            return Optional.of("no server with the name " + LogSanitizer.sanitize(name) + " is configured");
        }
        return baseUrl(name)
                .filter(other -> !CanonicalUrl.of(other).equals(CanonicalUrl.of(baseUrl)))
                .map(other -> "the base-url of the server " + name + " is " + other + ", and not " + baseUrl);
    }

    /** The result is empty if the settings of the other server are invalid. The check of that server reports this. */
    private Optional<URI> baseUrl(String name) {
        try {
            return Optional.of(servers.read(name).endpoints().baseUrl());
        } catch (ConfigurationException reportedForOtherServer) {
            return Optional.empty();
        }
    }
}
