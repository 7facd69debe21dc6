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
 * Sends a request once more after a 401. An interceptor does it, and not a filter: Quarkus runs filters of answers on threads
 * that must not wait. It stands behind those of Fault Tolerance, so that each of their attempts is a whole one.
 */
@Interceptor
@SmartBearer
@Priority(Interceptor.Priority.PLATFORM_AFTER + 500)
public class BearerInterceptor {

    /** Calls a method, twice at the most. */
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

    /** Some runtimes have none where others have an empty array. */
    private static boolean isRepeatable(Object @Nullable [] parameters) {
        return parameters == null || Arrays.stream(parameters).allMatch(Repeatable::isRepeatable);
    }
}
