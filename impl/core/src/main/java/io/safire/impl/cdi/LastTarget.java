package io.safire.impl.cdi;

import io.safire.impl.transport.HttpRequest;
import java.net.URI;
import java.util.function.Supplier;

/** Remembers where the last attempt went, for the message when it never ended. */
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
