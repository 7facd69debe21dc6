package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.internal.text.InvalidJsonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ContentCodingTest {

    private static final int LIMIT = 1000;
    private static final byte[] JSON = "{\"a\":1}".getBytes(UTF_8);

    private interface Encoder {
        OutputStream wrap(OutputStream target) throws IOException;
    }

    @Test
    void decodesGzipWhateverHeaderSays() {
        for (String header : List.of("gzip", "x-gzip", "GZIP", "br", "")) {
            InboundResponse decoded = decode(header, encode(GZIPOutputStream::new, JSON));
            assertThat(decoded.body()).as(header).isEqualTo(JSON);
            assertThat(decoded.json().findings()).extracting(Finding::id).contains("SAFIRE-0242");
            assertThat(decoded.unknownCoding()).isEmpty();
        }
    }

    @Test
    void decodesOptionalFieldsOfGzipHeader() {
        byte[] plain = encode(GZIPOutputStream::new, JSON);
        ByteArrayOutputStream extended = new ByteArrayOutputStream();
        extended.write(plain, 0, 3);
        extended.write(2 + 4 + 8 + 16);
        extended.write(plain, 4, 6);
        extended.writeBytes(new byte[] {3, 0, 1, 2, 3});
        extended.writeBytes("name\0comment\0".getBytes(UTF_8));
        extended.writeBytes(new byte[] {9, 9});
        extended.write(plain, 10, plain.length - 10);
        assertThat(decode("gzip", extended.toByteArray()).body()).isEqualTo(JSON);
    }

    @Test
    void decodesDeflateWithAndWithoutZlibHeader() {
        assertThat(decode("deflate", encode(DeflaterOutputStream::new, JSON)).body())
                .isEqualTo(JSON);
        assertThat(decode("deflate", encode(out -> new DeflaterOutputStream(out, new Deflater(9, true)), JSON))
                        .body())
                .isEqualTo(JSON);
    }

    @Test
    void decodesTwoLayersAtMost() {
        byte[] once = encode(GZIPOutputStream::new, JSON);
        byte[] twice = encode(GZIPOutputStream::new, once);
        assertThat(decode("gzip, gzip", twice).body()).isEqualTo(JSON);
        assertThat(decode("gzip", encode(GZIPOutputStream::new, twice)).body()).isEqualTo(once);
    }

    @Test
    void keepsBodyThatClientHasDecoded() {
        for (String header : List.of("gzip", "deflate", "br", "identity")) {
            InboundResponse response = decode(header, JSON);
            assertThat(response.body()).isEqualTo(JSON);
            assertThat(response.json().members()).containsKey("a");
        }
    }

    @Test
    void limitsDecodedBody() {
        byte[] fits = new byte[LIMIT];
        Arrays.fill(fits, (byte) ' ');
        assertThat(decode("gzip", encode(GZIPOutputStream::new, fits)).body()).hasSize(LIMIT);
        for (Encoder encoder : List.<Encoder>of(GZIPOutputStream::new, DeflaterOutputStream::new)) {
            byte[] bomb = encode(encoder, new byte[1_000_000]);
            assertThat(bomb).hasSizeLessThan(2 * LIMIT);
            InboundResponse limited = ContentCoding.decode(response("deflate", bomb), 2 * LIMIT);
            assertThat(limited.body()).hasSize(2 * LIMIT + 1);
        }
        byte[] layered = encode(GZIPOutputStream::new, encode(GZIPOutputStream::new, new byte[1_000_000]));
        assertThat(ContentCoding.decode(response("gzip", layered), 2 * LIMIT).body())
                .hasSize(2 * LIMIT + 1);
    }

    @Test
    void readsManyEmptyMembersWithoutOverflow() {
        byte[] empty = encode(GZIPOutputStream::new, new byte[0]);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int member = 0; member < 50_000; member++) {
            many.writeBytes(empty);
        }
        assertThat(ContentCoding.decode(response("gzip", many.toByteArray()), 1 << 20)
                        .body())
                .isEmpty();
    }

    @Test
    void namesUnknownOrMalformedCoding() {
        byte[] gzip = encode(GZIPOutputStream::new, JSON);
        byte[] truncated = Arrays.copyOf(gzip, gzip.length - 12);
        byte[] header = {0x1F, (byte) 0x8B, 8, 31, 0, 0, 0, 0, 0, 0, (byte) 255, (byte) 255};
        Map<String, byte[]> bodies = Map.of(
                "br", new byte[] {0x0B, 3, (byte) 0x80}, "zstd", new byte[] {0x28, (byte) 0xB5}, "gzip", truncated);
        bodies.forEach((coding, body) -> assertUnreadable(coding, body));
        assertUnreadable("deflate", new byte[] {0x78, (byte) 0x9C, 1});
        assertUnreadable("gzip", header);
    }

    private static void assertUnreadable(String coding, byte[] body) {
        InboundResponse response = decode(coding, body);
        assertThatThrownBy(response::json)
                .hasMessage("the content coding " + coding + ", which Safire does not request and cannot decode")
                .isInstanceOfSatisfying(InvalidJsonException.class, thrown -> assertThat(thrown.isFromServer())
                        .isTrue());
        assertThat(ErrorText.of(new InboundResponse(response.uri(), 400, response.headers(), response.body())))
                .contains("the content coding " + coding);
    }

    private static InboundResponse decode(String coding, byte[] body) {
        return ContentCoding.decode(response(coding, body), LIMIT);
    }

    private static InboundResponse response(String coding, byte[] body) {
        Map<String, List<String>> headers = coding.isEmpty()
                ? Map.of("content-type", List.of("application/json"))
                : Map.of("content-type", List.of("application/json"), "content-encoding", List.of(coding));
        return InboundResponse.of(URI.create("https://as.example/token"), 200, headers, body);
    }

    private static byte[] encode(Encoder encoder, byte[] plain) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (OutputStream stream = encoder.wrap(encoded)) {
            stream.write(plain);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return encoded.toByteArray();
    }
}
