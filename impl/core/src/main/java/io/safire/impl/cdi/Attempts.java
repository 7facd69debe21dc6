package io.safire.impl.cdi;

import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.HttpTransport;
import java.time.Duration;
import java.util.function.Supplier;

/** The attempts at one request: makes it anew for each, and remembers how long the server asked to wait. */
public final class Attempts {

    private final HttpTransport transport;
    private final Supplier<HttpRequest> request;
    private Duration pause = Duration.ZERO;

    Attempts(HttpTransport transport, Supplier<HttpRequest> request) {
        this.transport = transport;
        this.request = request;
    }

    HttpTransport transport() {
        return transport;
    }

    HttpRequest next() {
        return request.get();
    }

    /** How long to wait before this attempt; each wait is for one attempt. */
    Duration takePause() {
        Duration wait = pause;
        pause = Duration.ZERO;
        return wait;
    }

    void pauseBeforeNext(Duration wait) {
        pause = wait;
    }
}
