package io.safire.impl.cdi;

import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.HttpTransport;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** One attempt within a time: redirects, a slow body and all. Read and connect timeouts end earlier as a rule. */
@ApplicationScoped
public class TimedCalls {

    /** Sends a request once. */
    @Timeout(value = 60, unit = ChronoUnit.SECONDS)
    public HttpAnswer send(HttpTransport transport, HttpRequest request) {
        return transport.send(request);
    }
}
