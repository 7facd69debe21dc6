package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LimitedBodyReaderTest {

    private static final int MAX_BYTES = 5_000;

    @Test
    void readsBodyUpToLimit() throws IOException {
        for (int length : new int[] {0, 1, 2047, 2048, 2049, 4096, MAX_BYTES - 1, MAX_BYTES}) {
            byte[] body = body(length);
            assertThat(read(new ByteArrayInputStream(body))).isEqualTo(body);
            assertThat(read(inPieces(body, 7))).isEqualTo(body);
        }
    }

    @Test
    void stopsOneByteBeyondTheLimit() {
        byte[] body = body(MAX_BYTES + 4_000);
        assertThatThrownBy(() -> read(new ByteArrayInputStream(body)))
                .isInstanceOfSatisfying(BodyLimitExceededException.class, runaway -> assertThat(received(runaway))
                        .isEqualTo(Arrays.copyOf(body, MAX_BYTES + 1)));
        assertThatThrownBy(() -> read(inPieces(body(MAX_BYTES + 1), 7))).isInstanceOf(BodyLimitExceededException.class);
    }

    @Test
    void stopsSlowBody() {
        InputStream body = new ByteArrayInputStream(body(10));
        assertThatThrownBy(() -> read(body, Duration.ofSeconds(-1)))
                .isInstanceOfSatisfying(
                        BodyLimitExceededException.class,
                        runaway -> assertThatThrownBy(runaway::received).isInstanceOf(SocketTimeoutException.class));
    }

    private static byte[] read(InputStream stream) throws IOException {
        return read(stream, Duration.ofMinutes(1));
    }

    private static byte[] read(InputStream stream, Duration timeout) throws IOException {
        return new LimitedBodyReader(HttpTransportTest.settings(timeout)).read(stream, MAX_BYTES);
    }

    private static byte[] received(BodyLimitExceededException limitExceeded) {
        try {
            return limitExceeded.received();
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
