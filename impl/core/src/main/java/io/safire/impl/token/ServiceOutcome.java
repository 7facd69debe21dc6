package io.safire.impl.token;

import io.safire.Finding;
import jakarta.json.JsonObject;
import java.util.List;

/** What came of a request about a token. */
public sealed interface ServiceOutcome extends Outcome {

    /**
     * The server did what was asked.
     *
     * @param members what it says of the token; empty after a revocation
     * @param findings what was tolerated
     */
    record Done(JsonObject members, List<Finding> findings) implements ServiceOutcome {
        @Override
        public String toString() {
            return "Done[members=" + members.keySet() + ", findings=" + findings + "]";
        }
    }

    /** The server refused. */
    record Refused(int status, JsonObject members) implements ServiceOutcome, Refusal {
        @Override
        public String toString() {
            return "Refused[status=" + status + ", members=" + members.keySet() + "]";
        }
    }
}
