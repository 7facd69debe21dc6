package io.safire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.Test;

/** Attempts of a request. The tests repeat the calls as the interceptor of {@code @Retry} does. */
class RetryingSenderTest {

    private static final URI TOKEN = URI.create("https://as.example/token");

    private final Queue<Supplier<InboundResponse>> results = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private final RetryingSender sender = new RetryingSender();
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
            boolean retryable = kind == FailureKind.NOT_CONNECTED || kind == FailureKind.HANDSHAKE_ABORTED;
            assertThatThrownBy(() -> sender.sendSingleUse(request(false)))
                    .as(kind.name())
                    .isInstanceOf(retryable ? TransientFailureException.class : TransportException.class);
        }
    }

    @Test
    void retriesRepeatableRequestAfterTimeout() {
        results.add(() -> {
            throw new TransportException(FailureKind.TIMEOUT, "Read timed out", TOKEN);
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
    void reportsInterruptAsBrokenConnection() {
        RetryingSender interrupted = new RetryingSender() {
            @Override
            public InboundResponse sendSingleUse(RetriedRequest request) {
                return throwUndeclared(new InterruptedException());
            }
        };
        FaultTolerantSender tolerant =
                new FaultTolerantSender(interrupted, new HttpTransport(null, null), () -> retries++);
        assertThatThrownBy(() -> tolerant.send(outbound(false)))
                .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.CONNECTION_BROKEN));
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
        return new RetriedRequest(new HttpTransport(null, null), outbound(repeatable), () -> retries++);
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
