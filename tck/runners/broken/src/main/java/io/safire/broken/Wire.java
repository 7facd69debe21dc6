package io.safire.broken;

import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;

/** The way of a request to the server and of its answer back. */
@FunctionalInterface
interface Wire {

    HttpAnswer send(HttpRequest request);

    /** Something wrong between a sound implementation and the server. */
    @FunctionalInterface
    interface Tampering {
        HttpAnswer around(HttpRequest request, Wire wire);
    }
}
