package io.safire.internal.token;

import io.safire.internal.text.JsonValues;
import jakarta.json.JsonObject;
import java.util.Set;

/** The outcome of a request in which the client authenticates: the requested result, or an {@link ErrorOutcome}. */
public interface EndpointOutcome {

    /** Returns whether the server responded with the requested result. */
    default boolean isSuccess() {
        return true;
    }

    /** Returns whether the server rejected the client authentication, regardless of the rest of the request. */
    default boolean rejectsClient() {
        return false;
    }

    /** An error response of the server. */
    interface ErrorOutcome extends EndpointOutcome {

        /**
         * The error codes that indicate a failed client authentication if the status is 401. Some servers respond to an
         * unknown secret with 401 and {@code unauthorized_client}, or with 401 and no error code.
         */
        Set<String> CLIENT_ERRORS_WITH_401 = Set.of("", "unauthorized_client");

        int status();

        /** Returns the error response with secrets redacted; empty if the body is not a JSON object. */
        JsonObject members();

        @Override
        default boolean isSuccess() {
            return false;
        }

        @Override
        default boolean rejectsClient() {
            String error = JsonValues.text(members(), "error").orElse("");
            return error.equals("invalid_client") || status() == 401 && CLIENT_ERRORS_WITH_401.contains(error);
        }
    }
}
