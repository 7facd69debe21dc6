package io.safire.impl.credential;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a token request needs to show who the client is.
 *
 * @param authorization the Authorization header, if there is one
 * @param form members of the body
 * @param secrets what must not be seen, should a server repeat it
 */
public record Authentication(@Nullable String authorization, Map<String, String> form, List<String> secrets) {

    @Override
    public String toString() {
        return "Authentication[authorization=" + (authorization == null ? "none" : "***") + ", form=" + form.keySet()
                + "]";
    }
}
