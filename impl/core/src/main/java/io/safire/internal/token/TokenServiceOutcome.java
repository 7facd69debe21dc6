package io.safire.internal.token;

import io.safire.diagnosis.Finding;
import jakarta.json.JsonObject;
import java.util.List;

/** The outcome of an introspection or revocation request. */
public sealed interface TokenServiceOutcome extends EndpointOutcome {

    /**
     * A successful response.
     *
     * @param members the introspection response; empty after a revocation
     * @param findings the tolerated violations
     */
    record ServiceSuccess(JsonObject members, List<Finding> findings) implements TokenServiceOutcome {
        @Override
        public String toString() {
            return "ServiceSuccess[members=" + members.keySet() + ", findings=" + findings + "]";
        }
    }

    /** An error response of the server. */
    record ServiceError(int status, JsonObject members) implements TokenServiceOutcome, ErrorOutcome {
        @Override
        public String toString() {
            return "ServiceError[status=" + status + ", members=" + members.keySet() + "]";
        }
    }
}
