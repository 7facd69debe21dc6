package io.safire.impl.token;

import io.safire.Finding;
import jakarta.json.JsonObject;
import java.util.List;

/** The outcome of an introspection or revocation request. */
public sealed interface ServiceOutcome extends Outcome {

    /**
     * A successful response.
     *
     * @param members the introspection response; empty after a revocation
     * @param findings the tolerated violations
     */
    record Done(JsonObject members, List<Finding> findings) implements ServiceOutcome {
        @Override
        public String toString() {
            return "ServiceSuccess[members=" + members.keySet() + ", findings=" + findings + "]";
        }
    }

    /** An error response of the server. */
    record Refused(int status, JsonObject members) implements ServiceOutcome, Refusal {
        @Override
        public String toString() {
            return "ServiceError[status=" + status + ", members=" + members.keySet() + "]";
        }
    }
}
