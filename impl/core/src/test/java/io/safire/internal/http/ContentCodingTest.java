package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import java.util.stream.Stream;
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
    void decodesSeveralCodingsInReverseOrder() {
        byte[] inner = encode(DeflaterOutputStream::new, JSON);
        assertThat(decode("deflate, gzip", encode(GZIPOutputStream::new, inner)).body())
                .isEqualTo(JSON);
        byte[] outer = encode(DeflaterOutputStream::new, encode(GZIPOutputStream::new, JSON));
        for (String header : List.of("gzip, deflate", "X-GZIP,Deflate", "identity, gzip, deflate, identity,")) {
            InboundResponse decoded = decode(header, outer);
            assertThat(decoded.body()).as(header).isEqualTo(JSON);
            assertThat(decoded.json().findings()).extracting(Finding::id).containsExactly("SAFIRE-0242");
        }
        assertUnreadable("br", decode("br, gzip", encode(GZIPOutputStream::new, new byte[] {0x0B, 3, (byte) 0x80})));
    }

    @Test
    void readsPlainBodyDespiteLeftoverHeader() {
        byte[] page = "<html><title>Sign in</title>M\u00fcller</html>".getBytes(ISO_8859_1);
        for (String header : List.of("gzip", "x-gzip", "GZIP", "deflate", "br", "gzip, deflate", "deflate, identity")) {
            InboundResponse response = decode(header, JSON);
            assertThat(response.body()).as(header).isEqualTo(JSON);
            assertThat(response.json().members()).containsKey("a");
            assertThat(response.json().findings()).extracting(Finding::id).containsExactly("SAFIRE-0246");
            InboundResponse login = decode(header, page);
            assertThatThrownBy(login::json)
                    .as(header)
                    .hasMessage("HTML or XML")
                    .isInstanceOfSatisfying(InvalidJsonException.class, thrown -> assertThat(thrown.isFromServer())
                            .isFalse());
            assertThat(ErrorText.of(login)).as(header).contains("Sign in");
        }
        assertThat(decode("gzip", "not authorized".getBytes(UTF_8)).unknownCoding())
                .isEmpty();
    }

    @Test
    void reportsNothingForIdentityOrBlankCoding() {
        for (String header : List.of("identity", "Identity", " ", ",", "identity, identity")) {
            assertThat(decode(header, JSON).json().findings()).as(header).isEmpty();
        }
    }

    @Test
    void decodesAllGzipMembers() {
        byte[] first = encode(GZIPOutputStream::new, "{\"a\"".getBytes(UTF_8));
        byte[] second = encode(GZIPOutputStream::new, ":1}".getBytes(UTF_8));
        byte[] empty = encode(GZIPOutputStream::new, new byte[0]);
        assertThat(decode("gzip", join(first, empty, second)).body()).isEqualTo(JSON);
        for (byte[] garbage : List.of(new byte[20], "trailer".getBytes(UTF_8), new byte[] {0x1F})) {
            assertThat(decode("gzip", join(first, second, garbage)).body()).isEqualTo(JSON);
        }
        byte[] truncated = join(first, Arrays.copyOf(second, second.length - 9));
        assertUnreadable("gzip", decode("gzip", truncated));
        assertUnreadable("gzip", decode("gzip", join(first, second, new byte[] {0x1F, (byte) 0x8B})));
    }

    @Test
    void limitsAllGzipMembersTogether() {
        byte[] half = encode(GZIPOutputStream::new, new byte[LIMIT / 2]);
        assertThat(decode("gzip", join(half, half)).body()).hasSize(LIMIT);
        assertThat(decode("gzip", join(half, half, half, half)).body()).hasSize(LIMIT + 1);
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
        bodies.forEach((coding, body) -> assertUnreadable(coding, decode(coding, body)));
        assertUnreadable("deflate", decode("deflate", new byte[] {0x78, (byte) 0x9C, 1}));
        assertUnreadable("gzip", decode("gzip", header));
    }

    private static void assertUnreadable(String coding, InboundResponse response) {
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

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Stream.of(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
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
