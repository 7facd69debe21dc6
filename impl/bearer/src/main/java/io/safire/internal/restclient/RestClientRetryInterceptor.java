package io.safire.internal.restclient;

import io.safire.bearer.BearerToken;
import io.safire.error.SmartException;
import io.safire.inject.SmartBearer;
import io.safire.internal.bearer.RepeatableBody;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An interceptor that retries a request once after a 401 response. A filter cannot retry the request, because Quarkus
 * runs response filters on threads that must not block. The interceptors of Fault Tolerance run before this
 * interceptor, so that each attempt of Fault Tolerance includes this retry.
 */
@Interceptor
@SmartBearer
@Priority(Interceptor.Priority.PLATFORM_AFTER + 500)
public class RestClientRetryInterceptor {

    /**
     * Calls the intercepted method a second time if the server rejects the token and the arguments can be sent again.
     */
    @AroundInvoke
    public @Nullable Object invoke(InvocationContext call) throws Exception {
        BearerAttempt first = BearerAttempt.first();
        CallOutcome outcome = first.run(call);
        if (outcome.returned() instanceof CompletionStage<?>) {
            return outcome.get();
        }
        Optional<BearerToken> next = nextToken(first, call, outcome);
        if (next.isEmpty()) {
            return outcome.get();
        }
        outcome.close();
        return BearerAttempt.second(next.get()).run(call).get();
    }

    private static Optional<BearerToken> nextToken(BearerAttempt first, InvocationContext call, CallOutcome outcome) {
        Optional<BearerToken> rejected = first.rejectedToken();
        if (rejected.isPresent() && !isRepeatable(call.getParameters())) {
            rejected.get().invalidate();
            return Optional.empty();
        }
        try {
            return rejected.flatMap(BearerToken::replaceRejected);
        } catch (SmartException noNewToken) {
            outcome.close();
            throw noNewToken;
        }
    }

    /** Some runtimes pass null for a method without parameters. */
    private static boolean isRepeatable(Object @Nullable [] parameters) {
        return parameters == null || Arrays.stream(parameters).allMatch(RepeatableBody::isRepeatable);
    }
}
