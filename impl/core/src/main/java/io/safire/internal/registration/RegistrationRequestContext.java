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

    static RegistrationRequestContext of(
            ClientMetadata metadata, Optional<String> token, Optional<String> clientSecret) {
        List<String> secrets = Stream.of(token, clientSecret, metadata.softwareStatement())
                .flatMap(Optional::stream)
                .toList();
        return new RegistrationRequestContext(metadata, token.isPresent(), secrets);
    }

    @Override
    public String toString() {
        return "RegistrationRequestContext[metadata=" + metadata + ", hasToken=" + hasToken + "]";
    }
}
