package io.safire.impl.token;

import jakarta.json.JsonObject;
import java.util.List;

/** The outcome of a token request. */
public sealed interface TokenOutcome extends Outcome {

    /**
     * A successful token response.
     *
     * @param secrets the secret values in the request
     */
    record Granted(int status, JsonObject members, List<String> secrets) implements TokenOutcome {

        /** Returns the names of the members for messages, with secrets redacted. */
        List<String> names() {
            return Redaction.names(secrets, members);
        }

        @Override
        public String toString() {
            return "TokenGranted[status=" + status + "]";
        }
    }

    /** An error response of the server. */
    record Refused(int status, JsonObject members) implements TokenOutcome, Refusal {
        @Override
        public String toString() {
            return "TokenError[status=" + status + ", members=" + members.keySet() + "]";
        }
    }
}
