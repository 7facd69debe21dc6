package io.safire.impl.event;

import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.OAuthException;
import io.safire.error.SmartException;
import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import io.safire.spi.RequestObserver.Outcome;
import io.safire.spi.RequestObserver.Watch;
import java.util.function.Supplier;

/** Notification of a request observer of the start and the outcome of a request. */
public final class Outcomes {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private Outcomes() {}

    public static <T> T watched(RequestObserver observer, String server, SmartRequest request, Supplier<T> call) {
        Watch watch = observer.begun(server, request);
        Outcome outcome = Outcome.FAILED;
        try {
            T result = call.get();
            outcome = Outcome.DONE;
            return result;
        } catch (SmartException failure) {
            outcome = of(failure);
            throw failure;
        } finally {
            watch.ended(outcome);
        }
    }

    /** Returns whether the server was unavailable: no response, status 429, or a status of 500 or higher. */
    public static boolean isUnavailable(SmartException failure) {
        return of(failure) == Outcome.UNAVAILABLE;
    }

    static Outcome of(SmartException failure) {
        if (failure instanceof NetworkException) {
            return Outcome.UNAVAILABLE;
        }
        if (failure instanceof OAuthException refused) {
            return of(refused.status().orElse(0));
        }
        if (failure instanceof DiscoveryException refused) {
            return of(refused.status().orElse(0));
        }
        return failure instanceof ConfigurationException ? Outcome.FAILED : Outcome.REFUSED;
    }

    private static Outcome of(int status) {
        return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR ? Outcome.UNAVAILABLE : Outcome.REFUSED;
    }
}
