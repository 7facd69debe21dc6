package io.safire.http;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.TransportException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jspecify.annotations.NullUnmarked;

/**
 * A sender with one method per retry policy. Administrators override the annotations with the standard keys, such as
 * {@code io.safire.http.RetryingSender/sendRepeatable/Retry/maxRetries}. The method {@code sendRepeatable} sends
 * requests that can be repeated. The method {@code sendSingleUse} sends requests that must not reach the server twice.
 */
@ApplicationScoped
@NullUnmarked // a field that the container sets
public class RetryingSender {

    static final int MAX_RETRIES = 2;
    static final int DELAY_MILLIS = 250;
    static final int JITTER_MILLIS = 100;
    static final int MAX_DURATION_MILLIS = 200_000;

    @Inject
    RequestAttempt attempt;

    /**
     * Retries after a connection failure, a timeout, or status 429, 502, 503 or 504. {@code delay} and {@code jitter}
     * determine the delay before the first retry. {@link RetriedRequest} doubles the delay before each further retry.
     * This method is suitable for requests that change nothing or that are signed anew for each attempt.
     *
     * @hidden because applications only name the method in configuration keys
     */
    @Retry(
            maxRetries = MAX_RETRIES,
            delay = DELAY_MILLIS,
            jitter = JITTER_MILLIS,
            maxDuration = MAX_DURATION_MILLIS,
            retryOn = {TransientFailureException.class, TimeoutException.class})
    public InboundResponse sendRepeatable(RetriedRequest request) {
        InboundResponse response = send(request);
        if (request.mayRetry(response)) {
            throw new TransientFailureException(response);
        }
        return response;
    }

    /**
     * Retries only if it is certain that the request was not sent. This method is suitable for requests with a
     * single-use value, such as an authorization code.
     *
     * @hidden because applications only name the method in configuration keys
     */
    @Retry(
            maxRetries = MAX_RETRIES,
            delay = DELAY_MILLIS,
            jitter = JITTER_MILLIS,
            maxDuration = MAX_DURATION_MILLIS,
            retryOn = TransientFailureException.class)
    public InboundResponse sendSingleUse(RetriedRequest request) {
        return send(request);
    }

    private InboundResponse send(RetriedRequest request) {
        request.beforeAttempt();
        try {
            InboundResponse response = attempt.send(request.transport(), request.authenticate());
            request.deferInterrupt();
            return response;
        } catch (TransportException thrown) {
            TransportException failure = request.onFailure(thrown);
            throw request.mayRetry(failure) ? new TransientFailureException(failure) : failure;
        } finally {
            request.afterAttempt();
        }
    }
}
