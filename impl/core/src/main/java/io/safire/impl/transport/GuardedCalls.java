package io.safire.impl.transport;

import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.TransportFailure.Kind;
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
 * breakers. A call counts once, including its retries. A call fails if there is no connection, no response in time, or
 * a status of 500 or higher. Any other response counts as a success.
 */
public final class GuardedCalls implements HttpCalls {

    private static final Logger LOG = System.getLogger(GuardedCalls.class.getName());
    private static final int SERVER_ERROR = 500;

    private final ServerSettings settings;
    private final HttpCalls calls;
    private final Bulkhead bulkhead;
    private final Breakers breakers;
    private final RequestObserver observer;

    public GuardedCalls(ServerSettings settings, HttpCalls calls, Clock clock, RequestObserver observer) {
        this.settings = settings;
        this.calls = calls;
        this.observer = observer;
        this.bulkhead = new Bulkhead(
                settings.http().protection().mostRequests(),
                settings.http().connectTimeout(),
                wait -> observer.waited(settings.name(), wait));
        this.breakers = new Breakers(settings.http().protection(), clock);
    }

    @Override
    public HttpAnswer send(Repetition repetition, Supplier<HttpRequest> request) {
        return bulkhead.within(settings.addresses().baseUrl(), () -> new Passage(request).send(repetition));
    }

    /**
     * One call with its retries. The first attempt determines the endpoint, and only the first attempt can be rejected
     * by an open circuit breaker.
     */
    private final class Passage implements Supplier<HttpRequest> {

        private final Supplier<HttpRequest> requests;
        private @Nullable Breaker breaker;
        private @Nullable URI target;

        Passage(Supplier<HttpRequest> requests) {
            this.requests = requests;
        }

        HttpAnswer send(Repetition repetition) {
            try {
                HttpAnswer answer = calls.send(repetition, this);
                if (answer.status() >= SERVER_ERROR) {
                    failed("HTTP " + answer.status());
                } else {
                    succeeded();
                }
                return answer;
            } catch (TransportFailure failure) {
                if (failure.kind().unanswered()) {
                    failed(failure.description());
                } else if (failure.kind() != Kind.LEFT_ALONE) {
                    succeeded();
                }
                throw failure;
            } finally {
                if (breaker != null) {
                    breaker.abandoned();
                }
            }
        }

        @Override
        public HttpRequest get() {
            HttpRequest next = requests.get();
            if (breaker == null) {
                Breaker found = breakers.of(next.target());
                if (!found.lets()) {
                    throw new TransportFailure(
                            Kind.LEFT_ALONE,
                            "the circuit breaker is open until " + found.closedUntil(),
                            next.target());
                }
                breaker = found;
                target = next.target();
            } else {
                observer.repeated(settings.name());
            }
            return next;
        }

        private void succeeded() {
            if (breaker != null) {
                breaker.succeeded();
                breaker = null;
            }
        }

        private void failed(String what) {
            if (breaker == null || target == null) {
                return;
            }
            Instant until = breaker.failed();
            breaker = null;
            if (until != null) {
                LOG.log(
                        Level.WARNING,
                        Message.LEAVING_ALONE.of(
                                settings.name(),
                                HttpTransport.withoutQuery(target),
                                what,
                                until,
                                settings.key(Setting.BREAKER_FAILURES),
                                settings.key(Setting.BREAKER_DELAY)));
            }
        }
    }
}
