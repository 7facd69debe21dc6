package io.safire.broken;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;

/** The unbroken transport, which sends a request to the server and returns the response. */
@FunctionalInterface
interface RequestSender {

    InboundResponse send(OutboundRequest request);

    /** A breakage between the unbroken implementation and the server. */
    @FunctionalInterface
    interface RequestTampering {
        InboundResponse around(OutboundRequest request, RequestSender wire);
    }
}
