package io.safire.internal.identity;

import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import java.util.Optional;

/** The key set of an issuer, read without a cache. */
public record IssuerKeys(ServerSettings settings, HttpSender sender, SmartMetadata metadata) {

    /**
     * Returns the reason why the key set cannot be used, with the URL of the key set; empty if the key set can be used.
     */
    public Optional<String> problem(String issuer) {
        try {
            JwkSet keys = new JwksLoader(settings, sender, metadata::jwksUri).load(issuer);
            return keys.keys().isEmpty()
                    ? Optional.of(HttpTransport.withoutQuery(keys.source()) + " contains " + keys.describeKeys())
                    : Optional.empty();
        } catch (JwksUnavailableException unreadable) {
            return Optional.of(unreadable.reason());
        }
    }
}
