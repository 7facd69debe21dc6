package io.safire.impl.token;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Set;

/** What came of a request in which the client authenticates: what was asked, unless it is a {@link Refusal}. */
public interface Outcome {

    /** Whether the server did what was asked. */
    default boolean done() {
        return true;
    }

    /** Whether the server does not take the client for who it says it is, whatever it asked for. */
    default boolean refusesTheClient() {
        return false;
    }

    /** The server refused. */
    interface Refusal extends Outcome {

        /** Some servers say with 401 that they do not know the secret, and give the error of a client that may not do this. */
        Set<String> WITH_401 = Set.of("", "unauthorized_client");

        int status();

        /** The error, without what was sent as a secret; empty when the body was no JSON object. */
        JsonObject members();

        @Override
        default boolean done() {
            return false;
        }

        @Override
        default boolean refusesTheClient() {
            String error = members().get("error") instanceof JsonString text ? text.getString() : "";
            return error.equals("invalid_client") || status() == 401 && WITH_401.contains(error);
        }
    }
}
