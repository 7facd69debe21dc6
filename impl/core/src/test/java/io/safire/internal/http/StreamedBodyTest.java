package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamedBodyTest {

    private final List<Boolean> closes = new ArrayList<>();
    private boolean received = true;

    private final StreamedBody body = new StreamedBody(
            new ByteArrayInputStream(new byte[] {1, 2, 3}) {
                @Override
                public void close() {
                    received = false;
                }
            },
            closes::add);

    @Test
    void reportsBodyThatWasReadToItsEnd() throws IOException {
        assertThat(body.readAllBytes()).hasSize(3);
        body.close();
        assertThat(closes).containsExactly(true);
    }

    @Test
    void reportsEndThatSingleReadsReached() throws IOException {
        for (int index = 0; index < 4; index++) {
            body.read();
        }
        body.close();
        assertThat(closes).containsExactly(true);
    }

    /** A body whose end was not read could belong to a response that is still arriving. */
    @Test
    void reportsBodyThatWasNotReadToItsEnd() throws IOException {
        assertThat(body.read(new byte[3])).isEqualTo(3);
        body.close();
        assertThat(closes).containsExactly(false);
    }

    @Test
    void closesOnceAndNotTheReceivedStream() {
        body.close();
        body.close();
        assertThat(closes).hasSize(1);
        assertThat(received).isTrue();
    }
}
