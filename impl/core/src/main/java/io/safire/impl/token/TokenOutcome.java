package io.safire.impl.token;

import jakarta.json.JsonObject;
import java.util.List;

/** What came of a token request. */
public sealed interface TokenOutcome extends Outcome {

    /**
     * There is a token.
     *
     * @param secrets what was sent as a secret
     */
    record Granted(int status, JsonObject members, List<String> secrets) implements TokenOutcome {

        /** Returns the names of the members without secrets, for messages. */
        List<String> names() {
            return Redaction.names(secrets, members);
        }

        @Override
        public String toString() {
            return "Granted[status=" + status + "]";
        }
    }

    /** The server refused. */
    record Refused(int status, JsonObject members) implements TokenOutcome, Refusal {
        @Override
        public String toString() {
            return "Refused[status=" + status + ", members=" + members.keySet() + "]";
        }
    }
}
