package io.safire.internal.registration;

import io.safire.registration.ClientMetadata;
import java.util.List;

/**
 * The context of a registration request, for the diagnosis of an error response.
 *
 * @param hasToken true if the request contained a token
 * @param secrets values to redact if the server repeats them in the response
 */
record RegistrationRequestContext(ClientMetadata metadata, boolean hasToken, List<String> secrets) {

    @Override
    public String toString() {
        return "RegistrationRequestContext[metadata=" + metadata + ", hasToken=" + hasToken + "]";
    }
}
