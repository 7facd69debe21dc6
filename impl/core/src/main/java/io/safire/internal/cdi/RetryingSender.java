package io.safire.internal.cdi;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.RetryAfter;
import io.safire.internal.http.TransportException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jspecify.annotations.NullUnmarked;

/**
 * A sender with one method per retry policy. Administrators override the annotations with the standard MicroProfile keys, such
 * as {@code io.safire.internal.cdi.RetryingSender/retryOnTransientFailure/Retry/maxRetries}.
 */
@ApplicationScoped
@NullUnmarked // a field that the container sets
public class RetryingSender {

    private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(10);

    @Inject
    SingleAttemptSender singleAttemptSender;

    /**
     * Retries after a connection failure, a timeout, or status 429, 502, 503 or 504. Suitable for requests that change
     * nothing or that are created anew for each attempt. If {@code Retry-After} exceeds ten seconds, this method
     * returns the response instead.
     */
    @Retry(
            maxRetries = 2,
            delay = 250,
            jitter = 100,
            maxDuration = 200_000,
            retryOn = {TransientFailureException.class, TimeoutException.class})
    public InboundResponse retryOnTransientFailure(RetriedRequest attempts) {
        sleepBeforeAttempt(attempts);
        InboundResponse response;
        try {
            response = singleAttemptSender.send(attempts.transport(), attempts.createRequest());
        } catch (TransportException failure) {
            throw failure.kind().isTransient() ? new TransientFailureException(failure) : failure;
        }
        if (!response.isTransientFailure()) {
            return response;
        }
        Duration retryAfter = RetryAfter.of(response, Clock.systemUTC()).orElse(Duration.ZERO);
        if (retryAfter.compareTo(MAX_RETRY_AFTER) > 0) {
            return response;
        }
        attempts.delayNextAttempt(retryAfter);
        throw new TransientFailureException(response);
    }

    /**
     * Retries only if it is certain that the request was not sent. Suitable for requests with a single-use value, such
     * as an authorization code. Such requests use a new connection, because a failure on a pooled connection does not
     * show whether the request was sent.
     */
    @Retry(maxRetries = 2, delay = 250, jitter = 100, maxDuration = 200_000, retryOn = TransientFailureException.class)
    public InboundResponse retryOnlyIfNotSent(RetriedRequest attempts) {
        try {
            return singleAttemptSender.send(
                    attempts.transport(), attempts.createRequest().withSingleUseConnection());
        } catch (TransportException failure) {
            boolean retryable = failure.kind().neverSent() && failure.kind().isTransient();
            throw retryable ? new TransientFailureException(failure) : failure;
        }
    }

    private static void sleepBeforeAttempt(RetriedRequest attempts) {
        Duration delay = attempts.takeDelay();
        if (delay.isZero()) {
            return;
        }
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
