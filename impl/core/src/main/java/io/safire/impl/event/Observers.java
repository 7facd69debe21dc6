package io.safire.impl.event;

import io.safire.event.SmartRequest;
import io.safire.impl.message.Message;
import io.safire.spi.RequestObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A request observer that notifies several request observers. It logs their exceptions and does not propagate them. */
public final class Observers implements RequestObserver {

    /** An observer that ignores all notifications. */
    public static final RequestObserver NONE = new Observers(List.of());

    private static final Logger LOG = System.getLogger(Observers.class.getName());

    private final List<RequestObserver> observers;

    public Observers(List<RequestObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    @Override
    public Watch begun(String server, SmartRequest request) {
        List<Watch> watches = new ArrayList<>(observers.size());
        tell(observers, observer -> watches.add(observer.begun(server, request)));
        return outcome -> {
            // in reverse order, so that scopes that observers open at the start are closed as they were nested
            for (int index = watches.size() - 1; index >= 0; index--) {
                tell(List.of(watches.get(index)), watch -> watch.ended(outcome));
            }
        };
    }

    @Override
    public void repeated(String server) {
        tell(observers, observer -> observer.repeated(server));
    }

    @Override
    public void waited(String server, Duration wait) {
        tell(observers, observer -> observer.waited(server, wait));
    }

    private static <T> void tell(List<T> listeners, Consumer<T> what) {
        for (T listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException failure) {
                LOG.log(
                        Level.WARNING,
                        Message.OBSERVER_FAILED.ofAll(
                                "a request", failure.getClass().getName()));
            }
        }
    }
}
