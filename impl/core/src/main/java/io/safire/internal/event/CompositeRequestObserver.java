package io.safire.internal.event;

import io.safire.event.SmartRequest;
import io.safire.internal.message.Message;
import io.safire.spi.RequestObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A request observer that notifies several request observers. The observer logs the exceptions of these observers and
 * does not propagate the exceptions.
 */
public final class CompositeRequestObserver implements RequestObserver {

    /** An observer that ignores all notifications. */
    public static final RequestObserver NONE = new CompositeRequestObserver(List.of());

    private static final Logger LOG = System.getLogger(CompositeRequestObserver.class.getName());

    private final List<RequestObserver> observers;

    public CompositeRequestObserver(List<RequestObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    @Override
    public ActiveRequest onStart(String server, SmartRequest request) {
        List<ActiveRequest> watches = new ArrayList<>(observers.size());
        notifyEach(observers, observer -> watches.add(observer.onStart(server, request)));
        return outcome -> {
            // the order is reversed, because scopes that observers open when a request starts must be closed in the
            // reverse order
            for (int index = watches.size() - 1; index >= 0; index--) {
                notifyEach(List.of(watches.get(index)), watch -> watch.onEnd(outcome));
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
