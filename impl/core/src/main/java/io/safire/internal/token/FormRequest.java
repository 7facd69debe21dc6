package io.safire.internal.token;

import io.safire.internal.authentication.ClientAuthentication;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A form request in which the client authenticates.
 *
 * @param parameters the form without the client authentication
 * @param repeatable true if the request is retried after any transient failure; false if the request is retried only if
 *     it was not sent
 * @param secrets the additional values to redact if the server repeats them in a response
 * @param beforeSend the callback that is called immediately before each attempt, after the client has authenticated
 */
public record FormRequest(
        URI endpoint,
        Map<String, String> parameters,
        boolean repeatable,
        ClientAuthentication authentication,
        List<String> secrets,
        Runnable beforeSend) {

    /**
     * An introspection or revocation request may be repeated.
     *
     * @param secrets the additional values to redact if the server repeats them in a response
     */
    public static FormRequest idempotent(
            URI endpoint, Map<String, String> parameters, ClientAuthentication authentication, List<String> secrets) {
        return new FormRequest(endpoint, parameters, true, authentication, secrets, () -> {});
    }

    /**
     * @param beforeSend the callback that is called immediately before each attempt, after the client has authenticated
     */
    public static FormRequest token(
            URI endpoint, Grant grant, ClientAuthentication authentication, Runnable beforeSend) {
        return new FormRequest(endpoint, grant.parameters(), grant.repeatable(), authentication, List.of(), beforeSend);
    }

    /** The result is empty if the request is not a token request. */
    String grantType() {
        return parameters.getOrDefault("grant_type", "");
    }

    FormRequest with(ClientAuthentication other) {
        return new FormRequest(endpoint, parameters, repeatable, other, secrets, beforeSend);
    }

    /** Omits the values, because most of them are secret. */
    @Override
    public String toString() {
        return "FormRequest[endpoint=" + endpoint + ", parameters=" + parameters.keySet() + "]";
    }
}
