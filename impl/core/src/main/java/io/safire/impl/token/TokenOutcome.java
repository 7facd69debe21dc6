package io.safire.impl.token;

import jakarta.json.JsonObject;

/** What came of a token request. */
public sealed interface TokenOutcome extends Outcome {

    /** There is a token. */
    record Granted(int status, JsonObject members) implements TokenOutcome {
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
            return "Granted[members=" + members.keySet() + "]";
        }
    }

    /**
     * The server refused.
     *
     * @param members the error, without what was sent as a secret; empty when the body was no JSON object
     */
    record Refused(int status, JsonObject members) implements TokenOutcome {
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
