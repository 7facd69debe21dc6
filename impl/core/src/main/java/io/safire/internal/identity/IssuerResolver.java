package io.safire.internal.identity;

import io.safire.discovery.SmartMetadata;
import io.safire.error.SmartException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** Resolver of the issuer that the ID tokens of a server must name. */
final class IssuerResolver {

    private final ServerSettings settings;
    private final Supplier<SmartMetadata> metadata;
    private final MixUpDefense mixUpDefense;

    /**
     * Creates the resolver without sending a request.
     *
     * @param metadata the supplier of the SMART configuration
     */
    IssuerResolver(ServerSettings settings, Supplier<SmartMetadata> metadata, MixUpDefense mixUpDefense) {
        this.settings = settings;
        this.metadata = metadata;
        this.mixUpDefense = mixUpDefense;
    }

    /**
     * Returns the configured issuer or, if it is not set, the issuer in the SMART configuration. This method never
     * returns the issuer that an ID token names.
     */
    String issuer() {
        String configured = settings.identity().issuer();
        if (configured != null) {
            return configured;
        }
        String found = discoveredIssuer();
        mixUpDefense.ownerOfIssuer(settings, found).ifPresent(owner -> {
            throw new InvalidIdTokenException(
                    settings,
                    "the issuer belongs to another server",
                    Message.ISSUER_OF_OTHER_SERVER,
                    LogSanitizer.sanitize(found),
                    owner,
                    settings.key(Setting.ISSUER));
        });
        return found;
    }

    private String discoveredIssuer() {
        try {
            return metadata.get().issuer().orElseThrow(() -> unknownIssuer("the SMART configuration has no issuer"));
        } catch (SmartException undiscovered) {
            throw unknownIssuer(LogSanitizer.sanitize(String.valueOf(undiscovered.getMessage())));
        }
    }

    private InvalidIdTokenException unknownIssuer(String reason) {
        return new InvalidIdTokenException(
                settings, "the issuer is unknown", Message.ID_TOKEN_NO_ISSUER, reason, settings.key(Setting.ISSUER));
    }

    /**
     * Returns the {@code jwks_uri} of the SMART configuration. The result is empty if the SMART configuration cannot be
     * loaded.
     */
    Optional<URI> jwksUri() {
        try {
            return metadata.get().jwksUri();
        } catch (SmartException undiscovered) {
            return Optional.empty();
        }
    }
}
