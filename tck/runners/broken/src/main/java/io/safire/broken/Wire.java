package io.safire.broken;

import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;

/** The unbroken transport, which sends a request to the server and returns the response. */
@FunctionalInterface
interface Wire {

    HttpAnswer send(HttpRequest request);

    /** A breakage between the unbroken implementation and the server. */
    @FunctionalInterface
    interface Tampering {
        HttpAnswer around(HttpRequest request, Wire wire);
    }
}
