package io.safire.impl.credential;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a token request needs to show who the client is.
 *
 * @param authorization the Authorization header, if there is one
 * @param form members of the body
 * @param secrets what must not be seen, should a server repeat it
 */
public record Authentication(@Nullable String authorization, Map<String, String> form, List<String> secrets) {

    /** Returns the same with further values that no message may show. */
    public Authentication withSecrets(List<String> further) {
        return new Authentication(
                authorization,
                form,
                Stream.concat(secrets.stream(), further.stream()).toList());
    }

    @Override
    public String toString() {
        return "Authentication[authorization=" + (authorization == null ? "none" : "***") + ", form=" + form.keySet()
                + "]";
    }
}
