package io.safire.impl.cdi;

import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.TransportFailure;
import io.safire.impl.transport.TransportFailure.Kind;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** A sender that applies {@code @Retry} and {@code @Timeout} by calling the beans that carry these annotations. */
final class FaultTolerantCalls implements HttpCalls {

    private final RepeatableCalls calls;
    private final HttpTransport transport;

    FaultTolerantCalls(RepeatableCalls calls, HttpTransport transport) {
        this.calls = calls;
        this.transport = transport;
    }

    @Override
    public HttpAnswer send(Repetition repetition, Supplier<HttpRequest> request) {
        LastTarget last = new LastTarget(request);
        Attempts attempts = new Attempts(transport, last);
        try {
            return repetition == Repetition.WHEN_PASSING ? calls.whenPassing(attempts) : calls.whenNeverSent(attempts);
        } catch (PassingFailure failure) {
            return failure.answer();
        } catch (TimeoutException timeout) {
            throw new TransportFailure(Kind.TIMEOUT, "Timed out", last.target());
        }
    }
}
