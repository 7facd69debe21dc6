package io.safire.impl.bearer;

import io.safire.error.SmartException;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** How a call ended. */
record Outcome(@Nullable Object answer, @Nullable Exception failure) {

    private static final int DEEPEST = 10;

    /** An application maps a 401 to whatever it likes, so that each exception can stand for one. */
    static Outcome of(InvocationContext call) {
        try {
            return new Outcome(call.proceed(), null);
        } catch (Exception failure) {
            return new Outcome(null, failure);
        }
    }

    @Nullable
    Object get() throws Exception {
        if (failure != null) {
            throw typed(failure);
        }
        return answer;
    }

    /** Lets the connection go. */
    void close() {
        if (answer instanceof Response response) {
            response.close();
        } else if (failure instanceof WebApplicationException refusal) {
            refusal.getResponse().close();
        }
    }

    /** What a filter throws comes wrapped. */
    private static Exception typed(Exception failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof SmartException smart) {
                return smart;
            }
            cause = cause.getCause();
        }
        return failure;
    }
}
