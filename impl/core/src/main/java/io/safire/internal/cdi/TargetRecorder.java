package io.safire.internal.cdi;

import io.safire.internal.http.OutboundRequest;
import java.net.URI;
import java.util.function.Supplier;

/** A recorder of the target URL of the last attempt, which the error message of a timeout names. */
final class TargetRecorder implements Supplier<OutboundRequest> {

    private final Supplier<OutboundRequest> requests;
    private volatile URI lastTarget = URI.create("");

    TargetRecorder(Supplier<OutboundRequest> requests) {
        this.requests = requests;
    }

    @Override
    public OutboundRequest get() {
        OutboundRequest request = requests.get();
        lastTarget = request.target();
        return request;
    }

    URI lastTarget() {
        return lastTarget;
    }
}
