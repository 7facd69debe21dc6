package io.safire.impl.cdi;

import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.HttpTransport;
import java.time.Duration;
import java.util.function.Supplier;

/** A request that is created again for each attempt, with the delay that the server requested before the next attempt. */
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

    /** Returns the delay before this attempt and resets it to zero. */
    Duration takePause() {
        Duration wait = pause;
        pause = Duration.ZERO;
        return wait;
    }

    void pauseBeforeNext(Duration wait) {
        pause = wait;
    }
}
