package io.safire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;

/** Attempts of a request. The tests repeat the calls as the interceptor of {@code @Retry} does. */
class RetryingSenderTest {

    private static final URI TOKEN = URI.create("https://as.example/token");

    private static final Set<FailureKind> NOT_SENT_AND_TRANSIENT = Set.of(
            FailureKind.NOT_CONNECTED,
            FailureKind.CONNECT_TIMEOUT,
            FailureKind.HANDSHAKE_ABORTED,
            FailureKind.PROXY_UNREACHABLE,
            FailureKind.PROXY_FAILED);
    /** No transport, because the attempts of this test send nothing. */
    private static final HttpTransport TRANSPORT = null;

    private final Queue<Supplier<InboundResponse>> results = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private final RetryingSender sender = new RetryingSender();
    private Duration now = Duration.ofDays(1);
    private final List<Duration> delays = new ArrayList<>();
    private final RetryTimer timer = new RetryTimer(() -> now.toNanos(), delay -> {
        delays.add(delay);
        now = now.plus(delay);
    });
    private int signatures;
    private int retries;

    RetryingSenderTest() {
        sender.attempt = new RequestAttempt() {
            @Override
            public InboundResponse send(HttpTransport transport, OutboundRequest request) {
                sent.add(String.valueOf(request.authorization()));
                return results.remove().get();
            }
        };
    }

    @Test
    void signsEachAttemptAndReportsRetries() {
        results.add(() -> response(503, Map.of()));
        results.add(() -> response(200, Map.of()));
        RetriedRequest request = request(true);
        assertThatThrownBy(() -> sender.sendRepeatable(request)).isInstanceOf(TransientFailureException.class);
        assertThat(retries).isZero();
        assertThat(sender.sendRepeatable(request).status()).isEqualTo(200);
        assertThat(sent).containsExactly("signature 1", "signature 2");
        assertThat(retries).isEqualTo(1);
    }

    @Test
    void returnsResponseWhoseRetryAfterIsTooLong() {
        results.add(() -> response(503, Map.of("retry-after", "11")));
        assertThat(sender.sendRepeatable(request(true)).status()).isEqualTo(503);
    }

    @Test
    void doublesDelayBeforeEachFurtherRetry() {
        RetriedRequest request = request(true);
        for (int attempt = 0; attempt < 5; attempt++) {
            results.add(() -> response(503, Map.of()));
            attempt(request, Duration.ofMillis(200));
        }
        // the delay of @Retry and the recorded delay are together 200, 400, 800 and 1600 ms
        assertThat(delays)
                .containsExactly(
                        Duration.ZERO, Duration.ofMillis(200), Duration.ofMillis(600), Duration.ofMillis(1400));
    }

    @Test
    void limitsDelayToTenSeconds() {
        RetriedRequest request = request(true);
        for (int attempt = 0; attempt < 40; attempt++) {
            results.add(() -> response(503, Map.of()));
            attempt(request, Duration.ofSeconds(1));
        }
        assertThat(delays).hasSize(39).endsWith(Duration.ofSeconds(9), Duration.ofSeconds(9));
        RetriedRequest slow = request(true);
        delays.clear();
        for (int attempt = 0; attempt < 3; attempt++) {
            results.add(() -> response(503, Map.of()));
            attempt(slow, Duration.ofMinutes(1));
        }
        assertThat(delays).as("the delay of @Retry is longer").containsExactly(Duration.ZERO, Duration.ZERO);
    }

    @Test
    void honorsRetryAfterIfLongerThanBackOff() {
        RetriedRequest request = request(true);
        for (String seconds : List.of("2", "0", "1", "10")) {
            results.add(() -> response(503, Map.of("retry-after", seconds)));
            attempt(request, Duration.ofMillis(600));
        }
        results.add(() -> response(200, Map.of()));
        attempt(request, Duration.ZERO);
        assertThat(delays)
                .containsExactly(
                        Duration.ofSeconds(2), Duration.ofMillis(600), Duration.ofMillis(1800), Duration.ofSeconds(10));
    }

    @Test
    void countsTimeFromEndOfTimedOutAttempt() {
        RetriedRequest request = request(true);
        for (int attempt = 0; attempt < 3; attempt++) {
            results.add(() -> {
                now = now.plusSeconds(60);
                throw new TimeoutException();
            });
            attempt(request, Duration.ofMillis(250));
        }
        assertThat(delays).containsExactly(Duration.ZERO, Duration.ofMillis(250));
    }

    /** Makes one attempt, and waits as the interceptor of {@code @Retry} does. */
    private void attempt(RetriedRequest request, Duration retryDelay) {
        try {
            sender.sendRepeatable(request);
        } catch (TransientFailureException | TimeoutException retried) {
            now = now.plus(retryDelay);
        }
    }

    @Test
    void reportsEarlierAttemptThatMayHaveBeenSent() {
        TransportException refused = new TransportException(FailureKind.NOT_CONNECTED, "refused", TOKEN);
        RetriedRequest unsent = request(true);
        for (int attempt = 0; attempt < 2; attempt++) {
            results.add(() -> {
                throw refused;
            });
            assertThat(failureOf(unsent).neverSent()).isTrue();
        }
        for (Supplier<InboundResponse> first : List.<Supplier<InboundResponse>>of(
                () -> response(503, Map.of()),
                () -> {
                    throw new TransportException(FailureKind.READ_TIMEOUT, "Read timed out", TOKEN);
                },
                () -> {
                    throw new TimeoutException();
                })) {
            RetriedRequest request = request(true);
            results.add(first);
            attempt(request, Duration.ZERO);
            results.add(() -> {
                throw refused;
            });
            TransportException failure = failureOf(request);
            assertThat(failure.kind()).isEqualTo(FailureKind.NOT_CONNECTED);
            assertThat(failure.neverSent()).isFalse();
            assertThat(request.interrupted().neverSent()).isFalse();
        }
        assertThat(unsent.interrupted().neverSent()).isTrue();
    }

    private TransportException failureOf(RetriedRequest request) {
        try {
            sender.sendRepeatable(request);
            throw new AssertionError("no failure");
        } catch (TransientFailureException failure) {
            return (TransportException) failure.getCause();
        }
    }

    @Test
    void stopsRetriesWhenInterrupted() {
        RetryTimer stopped = new RetryTimer(() -> 0, delay -> {
            throw new InterruptedException();
        });
        RetriedRequest request = new RetriedRequest(TRANSPORT, outbound(true), () -> retries++, stopped);
        results.add(() -> response(503, Map.of()));
        attempt(request, Duration.ZERO);
        assertThatThrownBy(() -> sender.sendRepeatable(request))
                .isInstanceOf(TransportException.class)
                .hasMessage("Interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(retries).isZero();
    }

    @Test
    void doesNotRetrySingleUseRequestAfterResponse() {
        results.add(() -> response(503, Map.of()));
        assertThat(sender.sendSingleUse(request(false)).status()).isEqualTo(503);
    }

    @Test
    void retriesSingleUseRequestOnlyIfNotSent() {
        for (FailureKind kind : FailureKind.values()) {
            results.add(() -> {
                throw new TransportException(kind, "no", TOKEN);
            });
            boolean retryable = NOT_SENT_AND_TRANSIENT.contains(kind);
            assertThatThrownBy(() -> sender.sendSingleUse(request(false)))
                    .as(kind.name())
                    .isInstanceOf(retryable ? TransientFailureException.class : TransportException.class);
        }
    }

    @Test
    void retriesRepeatableRequestAfterTimeout() {
        results.add(() -> {
            throw new TransportException(FailureKind.READ_TIMEOUT, "Read timed out", TOKEN);
        });
        assertThatThrownBy(() -> sender.sendRepeatable(request(true))).isInstanceOf(TransientFailureException.class);
    }

    @Test
    void keepsResponseAndInterruptOfCaller() {
        results.add(() -> {
            Thread.currentThread().interrupt();
            return response(200, Map.of());
        });
        RetriedRequest request = request(false);
        assertThat(sender.sendSingleUse(request).status()).isEqualTo(200);
        assertThat(Thread.currentThread().isInterrupted())
                .as("the interceptor of @Retry would discard the response")
                .isFalse();
        request.restoreInterrupt();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void reportsInterruptOfCaller() {
        RetryingSender interrupted = new RetryingSender() {
            @Override
            public InboundResponse sendSingleUse(RetriedRequest request) {
                return throwUndeclared(new InterruptedException());
            }
        };
        FaultTolerantSender tolerant = new FaultTolerantSender(interrupted, TRANSPORT, () -> retries++, timer);
        assertThatThrownBy(() -> tolerant.send(outbound(false)))
                .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.INTERRUPTED))
                .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.neverSent())
                        .isTrue());
        assertThat(Thread.interrupted()).isTrue();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> InboundResponse throwUndeclared(Exception exception) throws E {
        throw (E) exception;
    }

    /** Administrators use these names in configuration keys. */
    @Test
    void keepsNamesOfConfigurationKeys() throws NoSuchMethodException {
        assertThat(RetryingSender.class.getName()).isEqualTo("io.safire.http.RetryingSender");
        assertThat(RequestAttempt.class.getName()).isEqualTo("io.safire.http.RequestAttempt");
        for (String method : List.of("sendRepeatable", "sendSingleUse")) {
            assertThat(RetryingSender.class
                            .getMethod(method, RetriedRequest.class)
                            .isAnnotationPresent(Retry.class))
                    .as(method)
                    .isTrue();
        }
    }

    private RetriedRequest request(boolean repeatable) {
        return new RetriedRequest(TRANSPORT, outbound(repeatable), () -> retries++, timer);
    }

    private OutboundRequest outbound(boolean repeatable) {
        return OutboundRequest.postForm(TOKEN, repeatable, unsigned -> {
            signatures++;
            return unsigned.withForm("signature " + signatures, "");
        });
    }

    private static InboundResponse response(int status, Map<String, String> headers) {
        return new InboundResponse(TOKEN, status, headers, new byte[0]);
    }
}
