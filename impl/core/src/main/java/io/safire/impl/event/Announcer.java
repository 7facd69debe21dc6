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

/** Fires events. What an observer does wrong stays with the observer: the call that the event is about goes on. */
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

    /** Nobody listens. */
    public static Announcer silent() {
        return new Announcer(Clock.systemUTC(), event -> {}, Observers.NONE);
    }

    /** All who watch requests. */
    public RequestObserver requests() {
        return requests;
    }

    public void fire(Function<Instant, SmartEvent> event) {
        SmartEvent happened = event.apply(clock.instant());
        try {
            observers.accept(happened);
        } catch (RuntimeException failure) {
            // its text is the observer's, and may hold anything
            LOG.log(
                    Level.WARNING,
                    Message.OBSERVER_FAILED.ofAll(
                            happened.getClass().getSimpleName(),
                            failure.getClass().getName()));
        }
    }

    /**
     * A launch that does not begin, or an answer that belongs to none.
     *
     * @param state of the answer, null before there is one
     */
    public void launchRefused(@Nullable String state, @Nullable String clientId, SmartException failure) {
        @Nullable String launch = state == null ? null : LaunchId.of(state);
        fire(at -> new LaunchRefused(
                at, failure.server().orElse(null), clientId, launch, reason(failure), message(failure)));
    }

    /** The id with which each message starts. */
    public static String reason(SmartException failure) {
        Matcher id = ID.matcher(message(failure));
        return id.lookingAt() ? id.group() : "";
    }

    static String message(SmartException failure) {
        return String.valueOf(failure.getMessage());
    }
}
