package io.safire.http;

import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * A single attempt to send a request, with a time limit for the whole exchange, including redirects and a slow body.
 * Administrators change the time limit with {@code io.safire.http.RequestAttempt/send/Timeout/value}.
 */
@ApplicationScoped
public class RequestAttempt {

    /**
     * Sends a request once, within 60 seconds by default. Read and connect timeouts usually expire earlier.
     *
     * @hidden because applications only name the method in configuration keys
     */
    @Timeout(value = 60, unit = ChronoUnit.SECONDS)
    public InboundResponse send(HttpTransport transport, OutboundRequest request) {
        return transport.send(request);
    }
}
