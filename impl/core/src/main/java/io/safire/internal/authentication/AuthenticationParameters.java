package io.safire.internal.authentication;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header and form parameters that authenticate the client in one token request.
 *
 * @param authorizationHeader the value of the {@code Authorization} header; null if the client does not authenticate
 *     with this header
 * @param formParameters the parameters to add to the form body
 * @param secrets the values to redact if the server repeats them in a response
 */
public record AuthenticationParameters(
        @Nullable String authorizationHeader, Map<String, String> formParameters, List<String> secrets) {

    @Override
    public String toString() {
        return "AuthenticationParameters[authorizationHeader=" + (authorizationHeader == null ? "none" : "***")
                + ", formParameters=" + formParameters.keySet() + "]";
    }
}
