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
        public boolean done() {
            return true;
        }

        @Override
        public boolean refusesTheClient() {
            return false;
        }

        @Override
        public String toString() {
            return "Done[members=" + members.keySet() + ", findings=" + findings + "]";
        }
    }

    /**
     * The server refused.
     *
     * @param members the error, without what was sent as a secret; empty when the body was no JSON object
     */
    record Refused(int status, JsonObject members) implements ServiceOutcome {
        @Override
        public boolean done() {
            return false;
        }

        @Override
        public boolean refusesTheClient() {
            return Outcome.refusesTheClient(status, members);
        }
    }
}
