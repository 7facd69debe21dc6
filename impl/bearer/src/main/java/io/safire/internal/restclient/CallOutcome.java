package io.safire.internal.restclient;

import io.safire.error.SmartException;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The result of a call: the returned value or the exception. */
record CallOutcome(@Nullable Object returned, @Nullable Exception failure) {

    private static final int MAX_CAUSE_DEPTH = 10;

    /** Catches every exception, because an application can map a 401 response to any exception type. */
    static CallOutcome of(InvocationContext call) {
        try {
            return new CallOutcome(call.proceed(), null);
        } catch (Exception failure) {
            return new CallOutcome(null, failure);
        }
    }

    @Nullable
    Object get() throws Exception {
        if (failure != null) {
            throw unwrap(failure);
        }
        return returned;
    }

    /** Releases the connection of the response, if there is a response. */
    void close() {
        if (returned instanceof Response response) {
            response.close();
        } else if (failure instanceof WebApplicationException webException) {
            webException.getResponse().close();
        }
    }

    /** Runtimes wrap the {@link SmartException} that a filter throws. */
    private static Exception unwrap(Exception failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSE_DEPTH; depth++) {
            if (cause instanceof SmartException smart) {
                return smart;
            }
            cause = cause.getCause();
        }
        return failure;
    }
}
