package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;
import io.safire.internal.config.ResilienceSettings;
import java.util.concurrent.Semaphore;

/**
 * The connections to one server, opened at the first request and then reused. A request that must not be sent twice
 * uses a new connection. The server or a firewall may have closed an existing connection, and the client could not tell
 * whether the request arrived.
 */
public final class HttpConnections implements AutoCloseable {

    private final HttpConnector pooled;
    private final HttpConnector singleUse;
    private final Semaphore permits;

    /**
     * @param pooled the connector that reuses its connections
     * @param singleUse the connector that opens a connection for each request
     * @param permits the permits for concurrent requests
     */
    HttpConnections(HttpConnector pooled, HttpConnector singleUse, Semaphore permits) {
        this.pooled = pooled;
        this.singleUse = singleUse;
        this.permits = permits;
    }

    /** Creates connections that are opened at the first request. */
    public static HttpConnections create(HttpSettings settings) {
        return new HttpConnections(
                HttpConnector.create(settings, false),
                HttpConnector.create(settings, true),
                newPermits(settings.resilience()));
    }

    /** Waiting callers obtain the permits in the order of their arrival. */
    static Semaphore newPermits(ResilienceSettings settings) {
        return new Semaphore(settings.maxConcurrentRequests(), true);
    }

    /** Returns the permits for concurrent requests. A request with a permit does not wait for a pooled connection. */
    public Semaphore permits() {
        return permits;
    }

    InboundResponse exchange(OutboundRequest request) throws Exception {
        return (request.repeatable() ? pooled : singleUse).exchange(request);
    }

    @Override
    public void close() {
        pooled.close();
        singleUse.close();
    }
}
