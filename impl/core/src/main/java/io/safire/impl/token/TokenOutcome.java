package io.safire.impl.token;

import jakarta.json.JsonObject;

/** What came of a token request. */
public sealed interface TokenOutcome extends Outcome {

    /** There is a token. */
    record Granted(int status, JsonObject members) implements TokenOutcome {
        @Override
        public String toString() {
            return "Granted[members=" + members.keySet() + "]";
        }
    }

    /** The server refused. */
    record Refused(int status, JsonObject members) implements TokenOutcome, Refusal {}
}
