package io.safire.impl.cdi;

import io.safire.impl.transport.HttpRequest;
import java.net.URI;
import java.util.function.Supplier;

/** A recorder of the last attempt's target URL, for the error message of a timeout. */
final class LastTarget implements Supplier<HttpRequest> {

    private final Supplier<HttpRequest> requests;
    private volatile URI target = URI.create("");

    LastTarget(Supplier<HttpRequest> requests) {
        this.requests = requests;
    }

    @Override
    public HttpRequest get() {
        HttpRequest request = requests.get();
        target = request.target();
        return request;
    }

    URI target() {
        return target;
    }
}
