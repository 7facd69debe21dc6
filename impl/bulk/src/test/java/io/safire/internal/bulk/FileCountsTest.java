package io.safire.internal.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.bulk.BulkDownload;
import io.safire.bulk.BulkFile;
import java.net.URI;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileCountsTest {

    private static final BulkFile FILE = file("Patient", null);

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "'|', 0",
        "'a', 1",
        "'a|', 1",
        "'a||b|', 2",
        "'|||||||||', 0",
        "'a|b|c|d|e|f|g|h', 8",
        "'1234567|1234567|', 2",
        "'1234567||234567|', 2",
        "'12345678|2345678||', 2"
    })
    void countsLinesWithContent(String text, long lines) {
        assertThat(count(text.replace('|', '\n').getBytes(UTF_8), 1 << 16).lines())
                .isEqualTo(lines);
    }

    /** Bytes that differ from a line break only in their highest bit, or follow one, must not count as line breaks. */
    @Test
    void countsAsTheExaminationOfSingleBytesDoes() {
        byte[] alphabet = {'\n', (byte) 0x8A, 0x0B, 0x09, 0, -1, 'a', '\n'};
        Random random = new Random(1);
        for (int length = 0; length < 300; length++) {
            byte[] content = new byte[length];
            for (int index = 0; index < length; index++) {
                content[index] = alphabet[random.nextInt(alphabet.length)];
            }
            BulkDownload download = count(content, 1 + random.nextInt(20));
            assertThat(download.lines()).isEqualTo(linesOf(content));
            assertThat(download.bytes()).isEqualTo(length);
        }
    }

    @Test
    void reportsDifferenceFromManifest() {
        assertThat(FileCounts.download(file("Patient", 3L), 2, 0).findings()).hasSize(1);
        assertThat(FileCounts.download(file("Patient", 2L), 2, 0).findings()).isEmpty();
        assertThat(FileCounts.download(file("Patient", null), 2, 0).findings()).isEmpty();
    }

    /** The count of a file with several types is the number of the resources of one type (Bulk Data Access 3.0). */
    @Test
    void comparesNoCountOfFileWithoutType() {
        assertThat(FileCounts.download(file(null, 3L), 2, 0).findings()).isEmpty();
    }

    private static BulkDownload count(byte[] content, int chunk) {
        FileCounts counts = new FileCounts();
        byte[] buffer = new byte[chunk];
        for (int start = 0; start < content.length; start += chunk) {
            int length = Math.min(chunk, content.length - start);
            System.arraycopy(content, start, buffer, 0, length);
            counts.add(buffer, length);
        }
        assertThat(counts.bytes()).isEqualTo(content.length);
        return counts.download(FILE);
    }

    private static long linesOf(byte[] content) {
        long lines = 0;
        int length = 0;
        for (byte value : content) {
            lines += value == '\n' && length > 0 ? 1 : 0;
            length = value == '\n' ? 0 : length + 1;
        }
        return lines + (length > 0 ? 1 : 0);
    }

    private static BulkFile file(@Nullable String type, @Nullable Long count) {
        return BulkFile.of(type, URI.create("https://fhir.example/files/1"), count, null, true);
    }
}
