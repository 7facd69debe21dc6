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
 * A sender with one method per retry policy. Administrators override the annotations with the standard MicroProfile keys, such
 * as {@code io.safire.impl.cdi.RepeatableCalls/whenPassing/Retry/maxRetries}.
 */
@ApplicationScoped
@NullUnmarked // a field that the container sets
public class RepeatableCalls {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    @Inject
    TimedCalls timed;

    /**
     * Retries on connection failure, timeout, 429, 502, 503 and 504. Suitable for requests that change nothing or that are
     * created again for each attempt. If {@code Retry-After} exceeds ten seconds, this method returns the response instead.
     */
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
     * Retries only if the request was certainly not sent. Suitable for requests with a single-use value, such as a code. They
     * use a new connection, because a failure on a pooled connection does not show whether the request was sent.
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
