package io.safire.impl.cdi;

import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.RetryAfter;
import io.safire.impl.transport.TransportFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jspecify.annotations.NullUnmarked;

/**
 * Repeats what may be repeated. The annotations are overridden by the standard MicroProfile keys, such as
 * {@code io.safire.impl.cdi.RepeatableCalls/whenPassing/Retry/maxRetries}.
 */
@ApplicationScoped
@NullUnmarked // a field that the container sets
public class RepeatableCalls {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    @Inject
    TimedCalls timed;

    /** For requests that change nothing or are made anew: repeated on connection failure, timeout, 429, 502, 503, 504. */
    @Retry(
            maxRetries = 2,
            delay = 250,
            jitter = 100,
            maxDuration = 200_000,
            retryOn = {PassingFailure.class, TimeoutException.class})
    public HttpAnswer whenPassing(Attempts attempts) {
        waitFor(attempts);
        HttpAnswer answer;
        try {
            answer = timed.send(attempts.transport(), attempts.next());
        } catch (TransportFailure failure) {
            throw failure.kind().passing() ? new PassingFailure(failure) : failure;
        }
        if (!answer.isPassing()) {
            return answer;
        }
        Duration wait = RetryAfter.of(answer, Clock.systemUTC()).orElse(Duration.ZERO);
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            return answer;
        }
        attempts.pauseBeforeNext(wait);
        throw new PassingFailure(answer);
    }

    /**
     * For requests with something in them that can be used once: repeated only when they certainly never left, which for one
     * over a connection that was kept nobody could tell.
     */
    @Retry(maxRetries = 2, delay = 250, jitter = 100, maxDuration = 200_000, retryOn = PassingFailure.class)
    public HttpAnswer whenNeverSent(Attempts attempts) {
        try {
            return timed.send(attempts.transport(), attempts.next().overOwnConnection());
        } catch (TransportFailure failure) {
            boolean again = failure.kind().neverSent() && failure.kind().passing();
            throw again ? new PassingFailure(failure) : failure;
        }
    }

    private static void waitFor(Attempts attempts) {
        Duration pause = attempts.takePause();
        if (pause.isZero()) {
            return;
        }
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
