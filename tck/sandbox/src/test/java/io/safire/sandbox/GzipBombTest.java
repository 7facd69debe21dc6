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
    /** The size that results if an encoder compresses the whole text at once. */
    private static final int MAX_WIRE_BYTES = 64 * 1024;

    @Test
    void createsOneGzipStreamOfJsonObject() throws IOException {
        for (int filler : new int[] {0, 1, 65_535, 65_536, 65_537, 3 * 65_536 + 5}) {
            assertThat(new String(inflate(GzipBomb.of(filler)), UTF_8)).isEqualTo(json(filler));
        }
    }

    @Test
    void isSmallCompressedAndLargeInflated() throws IOException {
        byte[] bomb = GzipBomb.of(LARGE);
        assertThat(bomb).hasSizeLessThan(MAX_WIRE_BYTES);
        assertThat(inflate(bomb)).hasSize(json(0).length() + LARGE);
    }

    /** Compares the checksum and length in the trailer with those that an encoder computes. */
    @Test
    void writesTrailerOfGzipEncoder() throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(encoded)) {
            out.write(json(100_000).getBytes(UTF_8));
        }
        byte[] bomb = GzipBomb.of(100_000);
        assertThat(lastEight(bomb)).isEqualTo(lastEight(encoded.toByteArray()));
    }

    private static byte[] lastEight(byte[] bytes) {
        return Arrays.copyOfRange(bytes, bytes.length - 8, bytes.length);
    }

    private static String json(int filler) {
        return "{\"filler\":\"" + "x".repeat(filler) + "\"}";
    }

    private static byte[] inflate(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }
}
