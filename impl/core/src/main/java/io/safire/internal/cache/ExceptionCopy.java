package io.safire.internal.cache;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.SignInRequiredException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;

/**
 * A factory of copies of the exception that a shared request threw. Each caller receives its own copy. The stack trace
 * of a copy shows the caller. The cause of the copy is the shared exception, which shows the origin of the failure.
 */
final class ExceptionCopy {

    private ExceptionCopy() {}

    static SmartException of(SmartException shared) {
        SmartException copy = copy(shared);
        if (copy != shared) {
            copy.initCause(shared);
        }
        return copy;
    }

    private static SmartException copy(SmartException shared) {
        String message = String.valueOf(shared.getMessage());
        String server = shared.server().orElse("");
        if (shared instanceof TokenException token) {
            return new TokenException(
                    server, message, token.status().orElse(0), token.members(), token.receivedFields());
        }
        if (shared instanceof NetworkException network) {
            return new NetworkException(server, message, network.errorDescription(), network.notSent());
        }
        if (shared instanceof DiscoveryException discovery) {
            return new DiscoveryException(
                    server, message, discovery.endpoint(), discovery.status().orElse(0), discovery.errorDescription());
        }
        if (shared instanceof ConfigurationException settings) {
            return new ConfigurationException(shared.server().orElse(null), message, offenders(settings));
        }
        if (shared instanceof SignInRequiredException) {
            return new SignInRequiredException(server, message);
        }
        if (shared instanceof ValidationException validation) {
            return new ValidationException(server, message, validation.attribute(), validation.reason());
        }
        return shared instanceof TokenStoreException ? new TokenStoreException(server, message) : shared;
    }

    private static Violations offenders(ConfigurationException settings) {
        return new Violations(
                settings.missingAttributes(),
                settings.invalidAttribute().orElse(null),
                settings.invalidValue().orElse(null),
                settings.validValues(),
                settings.invalidUriAttributes(),
                settings.nonHttpsUriAttributes());
    }
}
