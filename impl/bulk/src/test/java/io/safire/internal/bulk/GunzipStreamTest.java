package io.safire.internal.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GunzipStreamTest {

    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final byte[] CONTENT = "{\"resourceType\":\"Patient\"}\n".getBytes(UTF_8);
    private static final byte[] EMPTY = {};

    @Test
    void decodesContentLargerThanItsBuffers() throws IOException {
        byte[] random = new byte[1 << 20];
        new Random(1).nextBytes(random);
        assertThat(decode(gzip(random))).isEqualTo(random);
        byte[] zeros = new byte[8 << 20];
        assertThat(decode(gzip(zeros))).isEqualTo(zeros);
    }

    @Test
    void decodesAllMembers() throws IOException {
        assertThat(decode(join(gzip(CONTENT), gzip(EMPTY), gzip(CONTENT)))).isEqualTo(join(CONTENT, CONTENT));
    }

    @Test
    void decodesManyEmptyMembers() throws IOException {
        byte[] empty = gzip(EMPTY);
        byte[] members = new byte[100_000 * empty.length];
        for (int index = 0; index < members.length; index++) {
            members[index] = empty[index % empty.length];
        }
        assertThat(decode(members)).isEmpty();
    }

    @Test
    void decodesWhatArrivesByteByByte() throws IOException {
        InputStream slow = new ByteArrayInputStream(join(gzip(CONTENT), gzip(CONTENT))) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(1, length));
            }
        };
        try (InputStream decoded = new GunzipStream(slow)) {
            assertThat(decoded.readAllBytes()).isEqualTo(join(CONTENT, CONTENT));
        }
    }

    @Test
    void returnsSingleBytes() throws IOException {
        try (InputStream decoded = new GunzipStream(new ByteArrayInputStream(gzip(new byte[] {-1, 0, 7})))) {
            assertThat(new int[] {decoded.read(), decoded.read(), decoded.read(), decoded.read()})
                    .containsExactly(255, 0, 7, -1);
        }
    }

    @Test
    void readsNothingIntoEmptyTarget() throws IOException {
        try (InputStream decoded = new GunzipStream(new ByteArrayInputStream(gzip(CONTENT)))) {
            assertThat(decoded.read()).isEqualTo('{');
            assertThat(decoded.read(new byte[0])).isZero();
            assertThat(decoded.readAllBytes()).isEqualTo(Arrays.copyOfRange(CONTENT, 1, CONTENT.length));
        }
    }

    @Test
    void skipsOptionalPartsOfHeader() throws IOException {
        byte[] member = gzip(CONTENT);
        byte[] header = Arrays.copyOf(member, HEADER_BYTES);
        header[3] = 2 | 4 | 8 | 16;
        byte[] options = {3, 0, 'a', 'b', 'c', 'n', 0, 'c', 'o', 0, 1, 2};
        byte[] rest = Arrays.copyOfRange(member, HEADER_BYTES, member.length);
        assertThat(decode(join(header, options, rest))).isEqualTo(CONTENT);
    }

    @Test
    void ignoresBytesAfterTheLastMember() throws IOException {
        assertThat(decode(join(gzip(CONTENT), new byte[512]))).isEqualTo(CONTENT);
    }

    @Test
    void rejectsTruncatedContent() throws IOException {
        byte[] member = gzip(CONTENT);
        for (int length = 2; length < member.length; length++) {
            byte[] truncated = Arrays.copyOf(member, length);
            assertThatThrownBy(() -> decode(truncated)).as("%s bytes", length).isInstanceOf(ZipException.class);
        }
    }

    @Test
    void rejectsMalformedContent() throws IOException {
        byte[] member = gzip(CONTENT);
        member[HEADER_BYTES] = 7;
        assertThatThrownBy(() -> decode(member)).isInstanceOf(ZipException.class);
    }

    @Test
    void rejectsWrongChecksumAndLength() throws IOException {
        for (int fromEnd : new int[] {1, TRAILER_BYTES}) {
            byte[] member = gzip(CONTENT);
            member[member.length - fromEnd]++;
            assertThatThrownBy(() -> decode(member)).isInstanceOf(ZipException.class);
        }
    }

    @Test
    void recognizesGzipByItsFirstBytes() throws IOException {
        assertThat(GunzipStream.isGzip(gzip(EMPTY))).isTrue();
        assertThat(GunzipStream.isGzip(CONTENT)).isFalse();
        assertThat(GunzipStream.isGzip(new byte[] {0x1F})).isFalse();
    }

    private static byte[] decode(byte[] received) throws IOException {
        try (InputStream decoded = new GunzipStream(new ByteArrayInputStream(received))) {
            return decoded.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        }
        return compressed.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
