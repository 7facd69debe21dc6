package io.safire.internal.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.bulk.BulkDownload;
import io.safire.bulk.BulkFile;
import io.safire.internal.TestServers;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    private static final BulkFile FILE =
            BulkFile.of("Patient", URI.create("https://fhir.example/files/1"), null, null, true);

    private final List<String> lines = new ArrayList<>();

    @Test
    void passesLinesWithContent() {
        BulkDownload download = read("\uFEFF{\"a\":1}\r\n\n \n{\"b\":\"\u00E4\u4E2D\"}".getBytes(UTF_8));
        assertThat(lines).containsExactly("{\"a\":1}", "{\"b\":\"\u00E4\u4E2D\"}");
        assertThat(download.lines()).isEqualTo(2);
        assertThat(download.bytes()).isEqualTo(28);
    }

    @Test
    void passesLineThatIsLongerThanTheFirstBuffer() {
        String line = "a".repeat(200_000);
        read((line + "\n" + line + "\nb").getBytes(UTF_8));
        assertThat(lines).containsExactly(line, line, "b");
    }

    @Test
    void rejectsLineBeyondTheLimit() {
        byte[] content = new byte[LineReader.MAX_LINE_BYTES + 1];
        Arrays.fill(content, (byte) 'a');
        assertThatThrownBy(() -> read(content))
                .hasMessageContaining("SAFIRE-2610")
                .hasMessageContaining("64 MiB");
        assertThat(lines).isEmpty();
    }

    @Test
    void readsEmptyFile() {
        assertThat(read(new byte[0]).lines()).isZero();
    }

    private BulkDownload read(byte[] content) {
        InputStream received = new ByteArrayInputStream(content);
        return new LineReader(received, FILE, new BulkErrors(TestServers.epic())).forEachLine(lines::add);
    }
}
