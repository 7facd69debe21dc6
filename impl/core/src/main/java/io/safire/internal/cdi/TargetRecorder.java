package io.safire.internal.cdi;

import io.safire.internal.http.OutboundRequest;
import java.net.URI;
import java.util.function.Supplier;

/** A recorder of the last attempt's target URL, for the error message of a timeout. */
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
