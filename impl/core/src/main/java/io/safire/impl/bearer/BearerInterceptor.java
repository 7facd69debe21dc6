package io.safire.impl.bearer;

import io.safire.bearer.Bearer;
import io.safire.bearer.Repeatable;
import io.safire.error.SmartException;
import io.safire.inject.SmartBearer;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An interceptor that retries a request once after a 401 response. A filter cannot do this, because Quarkus runs response
 * filters on threads that must not block. The priority is behind the interceptors of Fault Tolerance, so that each of their
 * attempts includes the retry.
 */
@Interceptor
@SmartBearer
@Priority(Interceptor.Priority.PLATFORM_AFTER + 500)
public class BearerInterceptor {

    /** Calls the method, and calls it a second time if the server rejects the token and the arguments can be sent again. */
    @AroundInvoke
    public @Nullable Object send(InvocationContext call) throws Exception {
        Attempt first = Attempt.first();
        Outcome outcome = first.run(call);
        if (outcome.answer() instanceof CompletionStage<?>) {
            return outcome.get();
        }
        Optional<Bearer> next = next(first, call, outcome);
        if (next.isEmpty()) {
            return outcome.get();
        }
        outcome.close();
        return Attempt.second(next.get()).run(call).get();
    }

    private static Optional<Bearer> next(Attempt first, InvocationContext call, Outcome outcome) {
        Optional<Bearer> refused = first.refused();
        if (refused.isPresent() && !isRepeatable(call.getParameters())) {
            refused.get().drop();
            return Optional.empty();
        }
        try {
            return refused.flatMap(Bearer::afterRefusal);
        } catch (SmartException noOther) {
            outcome.close();
            throw noOther;
        }
    }

    /** Accepts null, because some runtimes pass it for a method without parameters. */
    private static boolean isRepeatable(Object @Nullable [] parameters) {
        return parameters == null || Arrays.stream(parameters).allMatch(Repeatable::isRepeatable);
    }
}
