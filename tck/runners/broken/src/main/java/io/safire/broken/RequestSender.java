package io.safire.broken;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;

/** The correct transport, which sends a request to the server and returns the response. */
@FunctionalInterface
interface RequestSender {

    InboundResponse send(OutboundRequest request);

    /** A deliberate defect, inserted between the correct implementation and the server. */
    @FunctionalInterface
    interface RequestTampering {
        InboundResponse around(OutboundRequest request, RequestSender wire);
    }
}
