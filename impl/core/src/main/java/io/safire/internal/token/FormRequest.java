package io.safire.internal.token;

import io.safire.internal.authentication.ClientAuthentication;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A form request in which the client authenticates.
 *
 * @param parameters the form without the client authentication
 * @param repeatable whether the request is retried after any transient failure; otherwise, it is retried only if it was
 *     not sent
 * @param secrets additional values to redact if the server repeats them in a response
 * @param beforeSend called immediately before each attempt, after the client has authenticated
 */
public record FormRequest(
        URI endpoint,
        Map<String, String> parameters,
        boolean repeatable,
        ClientAuthentication authentication,
        List<String> secrets,
        Runnable beforeSend) {

    /**
     * Creates an introspection or revocation request, which is idempotent.
     *
     * @param secrets additional values to redact if the server repeats them in a response
     */
    public static FormRequest idempotent(
            URI endpoint, Map<String, String> parameters, ClientAuthentication authentication, List<String> secrets) {
        return new FormRequest(endpoint, parameters, true, authentication, secrets, () -> {});
    }

    /**
     * Creates a token request.
     *
     * @param beforeSend called immediately before each attempt, after the client has authenticated
     */
    public static FormRequest token(
            URI endpoint, Grant grant, ClientAuthentication authentication, Runnable beforeSend) {
        return new FormRequest(endpoint, grant.parameters(), grant.repeatable(), authentication, List.of(), beforeSend);
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
