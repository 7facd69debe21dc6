package io.safire.internal.event;

import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.OAuthException;
import io.safire.error.SmartException;
import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import io.safire.spi.RequestObserver.ActiveRequest;
import io.safire.spi.RequestObserver.RequestOutcome;
import java.util.function.Supplier;

/** Notifies a request observer of the start and the outcome of a request. */
public final class RequestObservation {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private RequestObservation() {}

    public static <T> T observe(RequestObserver observer, String server, SmartRequest request, Supplier<T> call) {
        ActiveRequest watch = observer.onStart(server, request);
        RequestOutcome outcome = RequestOutcome.FAILED;
        try {
            T result = call.get();
            outcome = RequestOutcome.DONE;
            return result;
        } catch (SmartException failure) {
            outcome = outcomeOf(failure);
            throw failure;
        } finally {
            watch.onEnd(outcome);
        }
    }

    /**
     * Returns whether the server was unavailable. The server was unavailable if there was no response, or if the status
     * was 429, or 500 or higher.
     */
    public static boolean isUnavailable(SmartException failure) {
        return outcomeOf(failure) == RequestOutcome.UNAVAILABLE;
    }

    static RequestOutcome outcomeOf(SmartException failure) {
        if (failure instanceof NetworkException) {
            return RequestOutcome.UNAVAILABLE;
        }
        if (failure instanceof OAuthException refused) {
            return outcomeOf(refused.status().orElse(0));
        }
        if (failure instanceof DiscoveryException refused) {
            return outcomeOf(refused.status().orElse(0));
        }
        return failure instanceof ConfigurationException ? RequestOutcome.FAILED : RequestOutcome.REFUSED;
    }

    private static RequestOutcome outcomeOf(int status) {
        return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR
                ? RequestOutcome.UNAVAILABLE
                : RequestOutcome.REFUSED;
    }
}
