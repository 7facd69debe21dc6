package io.safire.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {

    private static final int MOST = 5_000;

    @Test
    void readsABodyOfAnyLengthUpToTheLimitHoweverItComes() throws IOException {
        for (int length : new int[] {0, 1, 2047, 2048, 2049, 4096, MOST - 1, MOST}) {
            byte[] body = body(length);
            assertThat(read(new ByteArrayInputStream(body))).isEqualTo(body);
            assertThat(read(inPieces(body, 7))).isEqualTo(body);
        }
    }

    @Test
    void stopsOneByteBeyondTheLimit() {
        byte[] body = body(MOST + 4_000);
        assertThatThrownBy(() -> read(new ByteArrayInputStream(body)))
                .isInstanceOfSatisfying(RunawayBodyException.class, runaway -> assertThat(received(runaway))
                        .isEqualTo(Arrays.copyOf(body, MOST + 1)));
        assertThatThrownBy(() -> read(inPieces(body(MOST + 1), 7))).isInstanceOf(RunawayBodyException.class);
    }

    @Test
    void stopsABodyThatTakesTooLong() {
        InputStream body = new ByteArrayInputStream(body(10));
        assertThatThrownBy(() -> BoundedBody.read(body, Duration.ofSeconds(-1), MOST))
                .isInstanceOfSatisfying(RunawayBodyException.class, runaway -> assertThatThrownBy(runaway::received)
                        .isInstanceOf(SocketTimeoutException.class));
    }

    private static byte[] read(InputStream stream) throws IOException {
        return BoundedBody.read(stream, Duration.ofMinutes(1), MOST);
    }

    private static byte[] received(RunawayBodyException runaway) {
        try {
            return runaway.received();
        } catch (SocketTimeoutException slow) {
            throw new AssertionError(slow);
        }
    }

    private static InputStream inPieces(byte[] body, int size) {
        return new ByteArrayInputStream(body) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(size, length));
            }

            @Override
            public int read(byte[] buffer) {
                return read(buffer, 0, buffer.length);
            }
        };
    }

    private static byte[] body(int length) {
        byte[] body = new byte[length];
        for (int index = 0; index < length; index++) {
            body[index] = (byte) index;
        }
        return body;
    }
}
