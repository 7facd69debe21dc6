package io.safire.broken;

import io.safire.http.RequestAttempt;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Specializes;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** A transport that passes every request through the active {@code Breakage}. */
@Specializes
@ApplicationScoped
public class BrokenHttpSender extends RequestAttempt {

    @Override
    @Timeout(value = 60, unit = ChronoUnit.SECONDS)
    public InboundResponse send(HttpTransport transport, OutboundRequest request) {
        return Breakages.active().requests().around(request, transport::send);
    }
}
