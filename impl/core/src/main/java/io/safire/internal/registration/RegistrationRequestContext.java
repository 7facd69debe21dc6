package io.safire.internal.registration;

import io.safire.registration.ClientMetadata;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The context of a registration request, for the diagnosis of an error response.
 *
 * @param hasToken true if the request contained a token
 * @param secrets values to redact if the server repeats them in the response
 */
record RegistrationRequestContext(ClientMetadata metadata, boolean hasToken, List<String> secrets) {

    static RegistrationRequestContext of(ClientMetadata metadata, RegistrationTarget target) {
        Stream<String> statement = metadata.softwareStatement().stream();
        List<String> secrets =
                Stream.concat(target.secrets().stream(), statement).toList();
        return new RegistrationRequestContext(metadata, target.authorization().isPresent(), secrets);
    }

    /** Creates the context of a request with a registration access token. */
    static RegistrationRequestContext of(ClientMetadata metadata, String token, Optional<String> clientSecret) {
        List<String> secrets = Stream.of(Optional.of(token), clientSecret, metadata.softwareStatement())
                .flatMap(Optional::stream)
                .toList();
        return new RegistrationRequestContext(metadata, true, secrets);
    }

    @Override
    public String toString() {
        return "RegistrationRequestContext[metadata=" + metadata + ", hasToken=" + hasToken + "]";
    }
}
