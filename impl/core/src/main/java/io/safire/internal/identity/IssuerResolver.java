package io.safire.internal.identity;

import io.safire.discovery.SmartMetadata;
import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** Resolver of the issuer that the ID tokens of a server must name. */
record IssuerResolver(ServerSettings settings, Supplier<SmartMetadata> metadata, MixUpDefense mixUpDefense) {

    /**
     * Returns the configured issuer or, if it is not set, the issuer in the SMART configuration. The issuer that an ID
     * token names is never used.
     */
    String issuer() {
        String configured = settings.identity().issuer();
        if (configured != null) {
            return configured;
        }
        String found = discoveredIssuer();
        mixUpDefense.ownerOfIssuer(settings, found).ifPresent(owner -> {
            throw InvalidIdToken.exception(
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

    private ValidationException unknownIssuer(String reason) {
        return InvalidIdToken.exception(
                settings, "the issuer is unknown", Message.ID_TOKEN_NO_ISSUER, reason, settings.key(Setting.ISSUER));
    }

    /** The result is empty if the SMART configuration cannot be loaded. */
    Optional<URI> jwksUri() {
        try {
            return metadata.get().jwksUri();
        } catch (SmartException undiscovered) {
            return Optional.empty();
        }
    }
}
