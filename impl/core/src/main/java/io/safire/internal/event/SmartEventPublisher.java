package io.safire.internal.event;

import io.safire.error.SmartException;
import io.safire.event.LaunchFailed;
import io.safire.event.SmartEvent;
import io.safire.internal.message.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A publisher that passes events to observers. An exception of an observer is only logged, so that it does not affect
 * the operation that the event reports.
 */
public final class SmartEventPublisher {

    private static final Logger LOG = System.getLogger(SmartEventPublisher.class.getName());

    private final Clock clock;
    private final @Nullable Consumer<SmartEvent> listener;
    private final RequestObservers requestObservers;

    /**
     * @param listener the function that passes an event to its observers. If it is null, no event is created
     */
    public SmartEventPublisher(
            Clock clock, @Nullable Consumer<SmartEvent> listener, RequestObservers requestObservers) {
        this.clock = clock;
        this.listener = listener;
        this.requestObservers = requestObservers;
    }

    public static SmartEventPublisher withoutObservers() {
        return new SmartEventPublisher(Clock.systemUTC(), null, RequestObservers.NONE);
    }

    public RequestObservers requestObservers() {
        return requestObservers;
    }

    public void publish(Function<Instant, SmartEvent> event) {
        if (listener == null) {
            return;
        }
        SmartEvent published = event.apply(clock.instant());
        try {
            listener.accept(published);
        } catch (RuntimeException failure) {
            // the exception's message comes from the application and may contain secrets
            LOG.log(
                    Level.WARNING,
                    Message.OBSERVER_FAILED.formatWithoutServer(
                            published.getClass().getInterfaces()[0].getSimpleName(),
                            failure.getClass().getName()));
        }
    }

    /**
     * @param state the {@code state} of a response that belongs to no launch; null if the launch did not start
     */
    public void publishLaunchRefused(@Nullable String state, @Nullable String clientId, SmartException failure) {
        publish(at -> LaunchFailed.of(
                at,
                failure.server().orElse(null),
                clientId,
                state == null ? null : LaunchId.of(state),
                failure.code(),
                failure.failure().message()));
    }
}
