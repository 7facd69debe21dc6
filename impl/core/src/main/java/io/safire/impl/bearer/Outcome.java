package io.safire.impl.bearer;

import io.safire.error.SmartException;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The result of a call: the returned value or the exception. */
record Outcome(@Nullable Object answer, @Nullable Exception failure) {

    private static final int DEEPEST = 10;

    /** Calls the method and catches every exception, because an application can map a 401 response to any exception type. */
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

    /** Closes the response, if there is one, to release its connection. */
    void close() {
        if (answer instanceof Response response) {
            response.close();
        } else if (failure instanceof WebApplicationException refusal) {
            refusal.getResponse().close();
        }
    }

    /** Returns the {@link SmartException} in the cause chain, because runtimes wrap exceptions of filters. */
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
