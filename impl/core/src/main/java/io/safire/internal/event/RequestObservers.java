package io.safire.internal.event;

import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.OAuthException;
import io.safire.error.SmartException;
import io.safire.event.SmartRequest;
import io.safire.internal.message.Message;
import io.safire.spi.RequestObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The request observers of the application. Exceptions that observers throw are logged and not propagated. */
public final class RequestObservers implements RequestObserver {

    public static final RequestObservers NONE = new RequestObservers(List.of());

    private static final Logger LOG = System.getLogger(RequestObservers.class.getName());
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final List<RequestObserver> observers;

    public RequestObservers(List<RequestObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    public <T> T observe(String server, SmartRequest request, Supplier<T> call) {
        if (observers.isEmpty()) {
            return call.get();
        }
        ActiveRequest active = onStart(server, request);
        RequestOutcome outcome = RequestOutcome.FAILED;
        try {
            T result = call.get();
            outcome = RequestOutcome.DONE;
            return result;
        } catch (SmartException failure) {
            outcome = outcomeOf(failure);
            throw failure;
        } finally {
            active.onEnd(outcome);
        }
    }

    @Override
    public ActiveRequest onStart(String server, SmartRequest request) {
        List<ActiveRequest> active = new ArrayList<>(observers.size());
        notifyEach(observers, observer -> active.add(observer.onStart(server, request)));
        return outcome -> {
            // the order is reversed, because scopes that observers open must be closed in the reverse order
            for (int index = active.size() - 1; index >= 0; index--) {
                notifyEach(List.of(active.get(index)), ended -> ended.onEnd(outcome));
            }
        };
    }

    @Override
    public void onRetry(String server) {
        notifyEach(observers, observer -> observer.onRetry(server));
    }

    @Override
    public void onWait(String server, Duration wait) {
        notifyEach(observers, observer -> observer.onWait(server, wait));
    }

    /** Returns true if there was no response, or if the status was 429, or 500 or higher. */
    public static boolean isUnavailable(SmartException failure) {
        return outcomeOf(failure) == RequestOutcome.UNAVAILABLE;
    }

    private static RequestOutcome outcomeOf(SmartException failure) {
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

    private static <T> void notifyEach(List<T> listeners, Consumer<T> notification) {
        for (T listener : listeners) {
            try {
                notification.accept(listener);
            } catch (RuntimeException failure) {
                LOG.log(
                        Level.WARNING,
                        Message.OBSERVER_FAILED.formatWithoutServer(
                                "a request", failure.getClass().getName()));
            }
        }
    }
}
