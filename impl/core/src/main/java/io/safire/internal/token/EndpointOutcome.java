package io.safire.internal.token;

import io.safire.diagnosis.Finding;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The outcome of a request in which the client authenticates. */
public sealed interface EndpointOutcome {

    /**
     * A successful response.
     *
     * @param members the members of the response; empty after a revocation
     * @param secrets the secret values in the request
     * @param findings the tolerated violations
     */
    record Success(int status, JsonObject members, List<String> secrets, List<Finding> findings)
            implements EndpointOutcome {

        /** Returns the names of the members for messages, with secrets redacted. */
        List<String> redactedNames() {
            return Redaction.redactedNames(secrets, members);
        }

        @Override
        public String toString() {
            return "Success[status=" + status + ", findings=" + findings + "]";
        }
    }

    /**
     * An error response.
     *
     * @param members the members of the response with secrets redacted; empty if the body is not a JSON object
     * @param hint a hint from the client authentication, in addition to the known causes
     */
    record Rejection(int status, JsonObject members, Optional<Finding> hint) implements EndpointOutcome {
        @Override
        public String toString() {
            return "Rejection[status=" + status + ", members=" + members.keySet() + "]";
        }
    }
}
