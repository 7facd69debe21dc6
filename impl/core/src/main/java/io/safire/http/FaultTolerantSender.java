package io.safire.http;

import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * A sender that applies {@code @Retry} and {@code @Timeout} by calling the beans that carry these annotations.
 *
 * @param onRetry the callback that is called before each attempt except the first attempt
 *
 * @hidden because applications do not use this type
 */
public record FaultTolerantSender(RetryingSender retryingSender, HttpTransport transport, Runnable onRetry)
        implements HttpSender {

    @Override
    public InboundResponse send(OutboundRequest request) {
        RetriedRequest retried = new RetriedRequest(transport, request, onRetry);
        try {
            return request.repeatable()
                    ? retryingSender.sendRepeatable(retried)
                    : retryingSender.sendSingleUse(retried);
        } catch (TransientFailureException failure) {
            return failure.response();
        } catch (TimeoutException timeout) {
            throw new TransportException(FailureKind.TIMEOUT, "Timed out", request.target());
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception interrupted) {
            // Fault Tolerance throws an InterruptedException, although no signature declares this exception
            Thread.currentThread().interrupt();
            throw new TransportException(FailureKind.CONNECTION_BROKEN, "Interrupted", request.target());
        } finally {
            retried.restoreInterrupt();
        }
    }
}
