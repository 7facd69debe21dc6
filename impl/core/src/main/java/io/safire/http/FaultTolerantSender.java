package io.safire.http;

import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * A sender that applies {@code @Retry} and {@code @Timeout} by calling the beans that carry these annotations.
 *
 * @param onRetry the callback that is called before each retry
 *
 * @hidden because applications do not use this type
 */
public record FaultTolerantSender(
        RetryingSender retryingSender, HttpTransport transport, Runnable onRetry, RetryTimer timer)
        implements HttpSender {

    /** Waits in the calling thread. */
    public FaultTolerantSender(RetryingSender retryingSender, HttpTransport transport, Runnable onRetry) {
        this(retryingSender, transport, onRetry, RetryTimer.SYSTEM);
    }

    @Override
    public InboundResponse send(OutboundRequest request) {
        RetriedRequest retried = new RetriedRequest(transport, request, onRetry, timer);
        try {
            return request.repeatable()
                    ? retryingSender.sendRepeatable(retried)
                    : retryingSender.sendSingleUse(retried);
        } catch (TransientFailureException failure) {
            return failure.response();
        } catch (TimeoutException timeout) {
            throw retried.timedOut();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception interrupted) {
            // Fault Tolerance throws an InterruptedException, although no signature declares this exception
            Thread.currentThread().interrupt();
            throw retried.interrupted();
        } finally {
            retried.restoreInterrupt();
        }
    }
}
