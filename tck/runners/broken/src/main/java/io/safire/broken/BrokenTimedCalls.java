package io.safire.broken;

import io.safire.impl.cdi.TimedCalls;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.HttpTransport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Specializes;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** A transport that passes every request through the active breakage. */
@Specializes
@ApplicationScoped
public class BrokenTimedCalls extends TimedCalls {

    @Override
    @Timeout(value = 60, unit = ChronoUnit.SECONDS)
    public HttpAnswer send(HttpTransport transport, HttpRequest request) {
        return Breakages.active().wire().around(request, transport::send);
    }
}
