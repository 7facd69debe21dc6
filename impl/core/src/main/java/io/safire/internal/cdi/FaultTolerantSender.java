package io.safire.internal.cdi;

import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** A sender that applies {@code @Retry} and {@code @Timeout} by calling the beans that carry these annotations. */
final class FaultTolerantSender implements HttpSender {

    private final RetryingSender retryingSender;
    private final HttpTransport transport;

    FaultTolerantSender(RetryingSender retryingSender, HttpTransport transport) {
        this.retryingSender = retryingSender;
        this.transport = transport;
    }

    @Override
    public InboundResponse send(RetryPolicy repetition, Supplier<OutboundRequest> request) {
        TargetRecorder targetRecorder = new TargetRecorder(request);
        RetriedRequest attempts = new RetriedRequest(transport, targetRecorder);
        try {
            return repetition == RetryPolicy.ON_TRANSIENT_FAILURE
                    ? retryingSender.retryOnTransientFailure(attempts)
                    : retryingSender.retryOnlyIfNotSent(attempts);
        } catch (TransientFailureException failure) {
            return failure.response();
        } catch (TimeoutException timeout) {
            throw new TransportException(FailureKind.TIMEOUT, "Timed out", targetRecorder.lastTarget());
        }
    }
}
