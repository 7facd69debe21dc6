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
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StandaloneSenderTest {

    private static final URI TARGET = URI.create("https://as.example/token");
    /** No transport, because the attempts of this test send nothing. */
    private static final HttpTransport TRANSPORT = null;

    private final Queue<Supplier<InboundResponse>> results = new ArrayDeque<>();
    private final List<Duration> delays = new ArrayList<>();
    private Duration now = Duration.ofDays(1);
    private int attempts;
    private int retries;
    private final StandaloneSender sender = new StandaloneSender(
            TRANSPORT,
            () -> retries++,
            new RetryTimer(() -> now.toNanos(), this::sleep),
            () -> 250,
            new RequestAttempt() {
                @Override
                public InboundResponse send(HttpTransport transport, OutboundRequest request) {
                    attempts++;
                    return results.remove().get();
                }
            });

    @Test
    void repeatsTwiceWithGrowingDelay() {
        enqueueStatus(503, 502, 200);
        assertThat(sender.send(repeatable()).status()).isEqualTo(200);
        assertThat(retries).isEqualTo(2);
        assertThat(delays.stream().filter(delay -> !delay.isZero()))
                .containsExactly(Duration.ofMillis(250), Duration.ofMillis(250), Duration.ofMillis(250));
    }

    @Test
    void returnsLastResponseAfterTwoRetries() {
        enqueueStatus(503, 503, 504, 200);
        assertThat(sender.send(repeatable()).status()).isEqualTo(504);
        assertThat(attempts).isEqualTo(3);
    }

    @Test
    void repeatsSingleUseRequestOnlyIfNotSent() {
        enqueueFailure(FailureKind.NOT_CONNECTED);
        enqueueStatus(503);
        assertThat(sender.send(singleUse()).status()).isEqualTo(503);
        assertThat(attempts).isEqualTo(2);
        enqueueFailure(FailureKind.READ_TIMEOUT);
        assertThatThrownBy(() -> sender.send(singleUse())).isInstanceOf(TransportException.class);
        assertThat(attempts).isEqualTo(3);
    }

    @Test
    void startsNoRetryAfterMaximumDuration() {
        results.add(() -> {
            now = now.plusSeconds(200);
            return response(503);
        });
        assertThat(sender.send(repeatable()).status()).isEqualTo(503);
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void endsRetriesIfThreadIsInterrupted() {
        enqueueStatus(503, 200);
        StandaloneSender interrupted = new StandaloneSender(
                TRANSPORT,
                () -> {},
                new RetryTimer(() -> 0, delay -> {
                    throw new InterruptedException();
                }),
                () -> 250,
                new RequestAttempt() {
                    @Override
                    public InboundResponse send(HttpTransport transport, OutboundRequest request) {
                        return results.remove().get();
                    }
                });
        assertThatThrownBy(() -> interrupted.send(repeatable()))
                .isInstanceOf(TransportException.class)
                .hasMessage("Interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private void sleep(Duration delay) {
        delays.add(delay);
        now = now.plus(delay);
    }

    private void enqueueStatus(int... statuses) {
        for (int status : statuses) {
            results.add(() -> response(status));
        }
    }

    private void enqueueFailure(FailureKind kind) {
        results.add(() -> {
            throw new TransportException(kind, "failed", TARGET);
        });
    }

    private static InboundResponse response(int status) {
        return new InboundResponse(TARGET, status, Map.of(), new byte[0]);
    }

    private static OutboundRequest repeatable() {
        return OutboundRequest.get(TARGET, null);
    }

    private static OutboundRequest singleUse() {
        return OutboundRequest.delete(TARGET, "Bearer x");
    }
}
