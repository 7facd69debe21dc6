package io.safire.internal.http;

import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.internal.message.Message;
import io.safire.spi.RequestObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sender that protects the threads of the application from an unresponsive server with a bulkhead and circuit
 * breakers. A call and its retries count as one call. A call fails if no connection can be opened, if no response
 * arrives in time, or if the response has a status of 500 or higher. Any other response counts as a success.
 */
public final class GuardedSender implements HttpSender {

    private static final Logger LOG = System.getLogger(GuardedSender.class.getName());
    private static final int SERVER_ERROR = 500;

    private final ServerSettings settings;
    private final HttpSender delegate;
    private final Bulkhead bulkhead;
    private final CircuitBreakers breakers;
    private final RequestObserver observer;

    public GuardedSender(ServerSettings settings, HttpSender delegate, Clock clock, RequestObserver observer) {
        this.settings = settings;
        this.delegate = delegate;
        this.observer = observer;
        this.bulkhead = new Bulkhead(
                settings.http().resilience().maxConcurrentRequests(),
                settings.http().connectTimeout(),
                wait -> observer.onWait(settings.name(), wait));
        this.breakers = new CircuitBreakers(settings.http().resilience(), clock);
    }

    @Override
    public InboundResponse send(RetryPolicy retryPolicy, Supplier<OutboundRequest> request) {
        return bulkhead.execute(settings.endpoints().baseUrl(), () -> new GuardedCall(request).send(retryPolicy));
    }

    /**
     * One call with its retries. The first attempt determines the endpoint, and only the first attempt can be rejected
     * by an open circuit breaker.
     */
    private final class GuardedCall implements Supplier<OutboundRequest> {

        private final Supplier<OutboundRequest> requests;
        private @Nullable CircuitBreaker breaker;
        private @Nullable URI target;

        GuardedCall(Supplier<OutboundRequest> requests) {
            this.requests = requests;
        }

        InboundResponse send(RetryPolicy retryPolicy) {
            try {
                InboundResponse response = delegate.send(retryPolicy, this);
                if (response.status() >= SERVER_ERROR) {
                    recordFailure("HTTP " + response.status());
                } else {
                    recordSuccess();
                }
                return response;
            } catch (TransportException failure) {
                if (failure.kind().countsForCircuitBreaker()) {
                    recordFailure(failure.description());
                } else if (failure.kind() != FailureKind.CIRCUIT_OPEN) {
                    recordSuccess();
                }
                throw failure;
            } finally {
                if (breaker != null) {
                    breaker.onAbandoned();
                }
            }
        }

        @Override
        public OutboundRequest get() {
            OutboundRequest next = requests.get();
            if (breaker == null) {
                CircuitBreaker candidate = breakers.forTarget(next.target());
                if (!candidate.tryAcquire()) {
                    throw new TransportException(
                            FailureKind.CIRCUIT_OPEN,
                            "the circuit breaker is open until " + candidate.openUntil(),
                            next.target());
                }
                breaker = candidate;
                target = next.target();
            } else {
                observer.onRetry(settings.name());
            }
            return next;
        }

        private void recordSuccess() {
            if (breaker != null) {
                breaker.onSuccess();
                breaker = null;
            }
        }

        private void recordFailure(String cause) {
            if (breaker == null || target == null) {
                return;
            }
            Instant openUntil = breaker.onFailure();
            breaker = null;
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
}
