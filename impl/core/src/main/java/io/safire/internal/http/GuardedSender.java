package io.safire.internal.http;

import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.internal.message.Message;
import io.safire.internal.text.LruMap;
import io.safire.spi.RequestObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/**
 * A sender that protects the threads of the application from an unresponsive server with a bulkhead and circuit
 * breakers. Each endpoint has its own circuit breaker, so that a failing endpoint does not affect other endpoints. A
 * call and its retries count as one call. A call fails if no connection can be opened, no response arrives in time, or
 * the status is 500 or higher.
 */
public final class GuardedSender implements HttpSender {

    private static final Logger LOG = System.getLogger(GuardedSender.class.getName());
    private static final int SERVER_ERROR = 500;
    /**
     * The maximum number of circuit breakers. A server has only a few endpoints, but each new registration may add
     * another endpoint.
     */
    private static final int MAX_ENDPOINTS = 64;

    private final ServerSettings settings;
    private final HttpSender delegate;
    private final Clock clock;
    private final Bulkhead bulkhead;
    private final Map<String, CircuitBreaker> breakers = Collections.synchronizedMap(new LruMap<>(MAX_ENDPOINTS));

    public GuardedSender(ServerSettings settings, HttpSender delegate, Clock clock, RequestObserver observer) {
        this(
                settings,
                delegate,
                clock,
                observer,
                HttpConnections.newPermits(settings.http().resilience()));
    }

    /**
     * @param permits the permits for concurrent requests, which all clients of the server share
     */
    public GuardedSender(
            ServerSettings settings, HttpSender delegate, Clock clock, RequestObserver observer, Semaphore permits) {
        this.settings = settings;
        this.delegate = delegate;
        this.clock = clock;
        this.bulkhead = new Bulkhead(
                permits,
                settings.http().resilience().maxConcurrentRequests(),
                settings.http().connectTimeout(),
                wait -> observer.onWait(settings.name(), wait));
    }

    @Override
    public InboundResponse send(OutboundRequest request) {
        return bulkhead.execute(settings.endpoints().baseUrl(), () -> sendThroughBreaker(request));
    }

    private InboundResponse sendThroughBreaker(OutboundRequest request) {
        CircuitBreaker breaker = breaker(request.target());
        if (!breaker.tryAcquire()) {
            throw new TransportException(
                    FailureKind.CIRCUIT_OPEN,
                    "the circuit breaker is open until " + breaker.openUntil(),
                    request.target());
        }
        try {
            InboundResponse response = delegate.send(request);
            record(breaker, request.target(), response.status() >= SERVER_ERROR, "HTTP " + response.status());
            return response;
        } catch (TransportException failure) {
            record(breaker, request.target(), failure.kind().countsForCircuitBreaker(), failure.description());
            throw failure;
        } finally {
            // lets another call probe the endpoint if this call ended without a recorded result; otherwise, has no
            // effect
            breaker.onAbandoned();
        }
    }

    /**
     * Returns the endpoints whose circuit breakers are open, each with the time until which the circuit breaker stays
     * open.
     */
    public SortedMap<String, Instant> openCircuits() {
        SortedMap<String, Instant> open = new TreeMap<>();
        synchronized (breakers) {
            breakers.forEach((endpoint, breaker) -> {
                Instant until = breaker.openUntil();
                if (until != null && clock.instant().isBefore(until)) {
                    open.put(endpoint, until);
                }
            });
        }
        return open;
    }

    public boolean isLimitReached() {
        return bulkhead.isFull();
    }

    private CircuitBreaker breaker(URI target) {
        String endpoint = target.getScheme() + "://" + target.getRawAuthority() + target.getRawPath();
        return breakers.computeIfAbsent(
                endpoint, any -> new CircuitBreaker(settings.http().resilience(), clock));
    }

    private void record(CircuitBreaker breaker, URI target, boolean failed, String cause) {
        if (!failed) {
            breaker.onSuccess();
            return;
        }
        Instant openUntil = breaker.onFailure();
        if (openUntil != null) {
            LOG.log(
                    Level.WARNING,
                    Message.CIRCUIT_OPENED.format(
                            settings.name(),
                            HttpTransport.withoutQuery(target),
                            cause,
                            openUntil,
                            settings.key(Setting.BREAKER_FAILURES),
                            settings.key(Setting.BREAKER_DELAY)));
        }
    }
}
