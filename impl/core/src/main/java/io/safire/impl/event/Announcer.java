package io.safire.impl.event;

import io.safire.error.SmartException;
import io.safire.event.LaunchRefused;
import io.safire.event.SmartEvent;
import io.safire.impl.message.Message;
import io.safire.spi.RequestObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A publisher of events to their observers. It logs exceptions of observers, which do not affect the operation that the
 * event reports.
 */
public final class Announcer {

    private static final Logger LOG = System.getLogger(Announcer.class.getName());
    private static final Pattern ID = Pattern.compile("SAFIRE-\\d{4}");

    private final Clock clock;
    private final Consumer<SmartEvent> observers;
    private final RequestObserver requests;

    public Announcer(Clock clock, Consumer<SmartEvent> observers, RequestObserver requests) {
        this.clock = clock;
        this.observers = observers;
        this.requests = requests;
    }

    /** Returns a publisher without observers. */
    public static Announcer silent() {
        return new Announcer(Clock.systemUTC(), event -> {}, Observers.NONE);
    }

    /** Returns the observer of requests, which passes notifications on to all request observers. */
    public RequestObserver requests() {
        return requests;
    }

    public void fire(Function<Instant, SmartEvent> event) {
        SmartEvent happened = event.apply(clock.instant());
        try {
            observers.accept(happened);
        } catch (RuntimeException failure) {
            // the exception's message comes from the application and may contain secrets
            LOG.log(
                    Level.WARNING,
                    Message.OBSERVER_FAILED.ofAll(
                            happened.getClass().getSimpleName(),
                            failure.getClass().getName()));
        }
    }

    /**
     * Publishes the event for a launch that does not start, or for a response that belongs to no launch.
     *
     * @param state the {@code state} of the response; null if the launch did not start
     */
    public void launchRefused(@Nullable String state, @Nullable String clientId, SmartException failure) {
        @Nullable String launch = state == null ? null : LaunchId.of(state);
        fire(at -> new LaunchRefused(
                at, failure.server().orElse(null), clientId, launch, reason(failure), message(failure)));
    }

    /**
     * Returns the message id at the start of the exception's message, such as {@code SAFIRE-0501}; empty if there is
     * none.
     */
    public static String reason(SmartException failure) {
        Matcher id = ID.matcher(message(failure));
        return id.lookingAt() ? id.group() : "";
    }

    static String message(SmartException failure) {
        return String.valueOf(failure.getMessage());
    }
}
