package io.safire.impl.credential;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The header and form parameters that authenticate the client in one token request.
 *
 * @param authorization value of the {@code Authorization} header, null if the client does not authenticate with it
 * @param form parameters to add to the form body
 * @param secrets values to redact where the server echoes them in a response
 */
public record Authentication(@Nullable String authorization, Map<String, String> form, List<String> secrets) {

    /** Returns a copy with additional values to redact. */
    public Authentication withSecrets(List<String> further) {
        return new Authentication(
                authorization,
                form,
                Stream.concat(secrets.stream(), further.stream()).toList());
    }

    @Override
    public String toString() {
        return "AuthenticationParameters[authorizationHeader=" + (authorization == null ? "none" : "***") + ", formParameters=" + form.keySet()
                + "]";
    }
}
