package io.safire.impl.cdi;

import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.HttpTransport;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** A sender of single attempts with a time limit for the whole exchange, including redirects and a slow body. */
@ApplicationScoped
public class TimedCalls {

    /** Sends a request once, within 60 seconds by default. Read and connect timeouts usually expire earlier. */
    @Timeout(value = 60, unit = ChronoUnit.SECONDS)
    public HttpAnswer send(HttpTransport transport, HttpRequest request) {
        return transport.send(request);
    }
}
