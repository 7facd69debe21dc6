package io.safire.internal.token;

import jakarta.json.JsonObject;
import java.util.List;

/** The outcome of a token request. */
public sealed interface TokenOutcome extends EndpointOutcome {

    /**
     * A successful token response.
     *
     * @param secrets the secret values in the request
     */
    record TokenGranted(int status, JsonObject members, List<String> secrets) implements TokenOutcome {

        /** Returns the names of the members for messages, with secrets redacted. */
        List<String> redactedNames() {
            return Redaction.redactedNames(secrets, members);
        }

        @Override
        public String toString() {
            return "TokenGranted[status=" + status + "]";
        }
    }

    /** An error response of the server. */
    record TokenError(int status, JsonObject members) implements TokenOutcome, ErrorOutcome {
        @Override
        public String toString() {
            return "TokenError[status=" + status + ", members=" + members.keySet() + "]";
        }
    }
}
