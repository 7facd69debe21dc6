package io.safire.impl.token;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Set;

/** What came of a request in which the client authenticates. */
public interface Outcome {

    /** Some servers say with 401 that they do not know the secret, and give the error of a client that may not do this. */
    Set<String> WITH_401 = Set.of("", "unauthorized_client");

    /** Whether the server did what was asked. */
    boolean done();

    /** Whether the server does not take the client for who it says it is, whatever it asked for. */
    boolean refusesTheClient();

    /** Whether an error is about the client's authentication. */
    static boolean refusesTheClient(int status, JsonObject members) {
        String error = members.get("error") instanceof JsonString text ? text.getString() : "";
        return error.equals("invalid_client") || status == 401 && WITH_401.contains(error);
    }
}
