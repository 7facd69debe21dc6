package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipBombTest {

    private static final int LARGE = 32 * 1024 * 1024;
    /** The size that an encoder of the whole text reaches. */
    private static final int ON_THE_WIRE = 64 * 1024;

    @Test
    void isOneGzipStreamOfAJsonObject() throws IOException {
        for (int filler : new int[] {0, 1, 65_535, 65_536, 65_537, 3 * 65_536 + 5}) {
            assertThat(new String(inflated(GzipBomb.of(filler)), UTF_8)).isEqualTo(json(filler));
        }
    }

    @Test
    void isSmallOnTheWireAndLargeInside() throws IOException {
        byte[] bomb = GzipBomb.of(LARGE);
        assertThat(bomb).hasSizeLessThan(ON_THE_WIRE);
        assertThat(inflated(bomb)).hasSize(json(0).length() + LARGE);
    }

    /** Compares checksum and length in the trailer with those of an encoder. */
    @Test
    void endsAsAnEncoderEndsIt() throws IOException {
        ByteArrayOutputStream usual = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(usual)) {
            out.write(json(100_000).getBytes(UTF_8));
        }
        byte[] bomb = GzipBomb.of(100_000);
        assertThat(lastEight(bomb)).isEqualTo(lastEight(usual.toByteArray()));
    }

    private static byte[] lastEight(byte[] bytes) {
        return Arrays.copyOfRange(bytes, bytes.length - 8, bytes.length);
    }

    private static String json(int filler) {
        return "{\"filler\":\"" + "x".repeat(filler) + "\"}";
    }

    private static byte[] inflated(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }
}
