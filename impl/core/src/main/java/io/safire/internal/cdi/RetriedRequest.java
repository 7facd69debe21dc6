package io.safire.internal.cdi;

import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.OutboundRequest;
import java.time.Duration;
import java.util.function.Supplier;

/** A request that is created anew for each attempt, and the delay before the next attempt that the server requested. */
public final class RetriedRequest {

    private final HttpTransport transport;
    private final Supplier<OutboundRequest> request;
    private Duration delay = Duration.ZERO;

    RetriedRequest(HttpTransport transport, Supplier<OutboundRequest> request) {
        this.transport = transport;
        this.request = request;
    }

    HttpTransport transport() {
        return transport;
    }

    OutboundRequest createRequest() {
        return request.get();
    }

    /** Returns the delay before this attempt and resets it to zero. */
    Duration takeDelay() {
        Duration current = delay;
        delay = Duration.ZERO;
        return current;
    }

    void delayNextAttempt(Duration newDelay) {
        delay = newDelay;
    }
}
