package io.safire.internal.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.bulk.BulkDownload;
import io.safire.bulk.BulkFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/** The reader of the lines of a file. */
final class LineReader {

    static final int MAX_LINE_BYTES = 64 << 20;

    private static final int INITIAL_BUFFER_BYTES = 1 << 16;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream content;
    private final BulkFile file;
    private final BulkErrors errors;
    private byte[] buffer = new byte[INITIAL_BUFFER_BYTES];
    private int end;
    private long bytes;
    private long lines;

    LineReader(InputStream content, BulkFile file, BulkErrors errors) {
        this.content = content;
        this.file = file;
        this.errors = errors;
    }

    BulkDownload forEachLine(Consumer<String> action) {
        try {
            for (int searched = 0; fill(); ) {
                searched = passLines(searched, action);
            }
        } catch (IOException malformed) {
            throw errors.unusableFile(file.url(), String.valueOf(malformed.getMessage()));
        }
        pass(0, end, action);
        return FileCounts.download(file, lines, bytes);
    }

    /** Returns the number of bytes of the incomplete last line, which contain no line break. */
    private int passLines(int searched, Consumer<String> action) {
        int start = 0;
        for (int index = searched; index < end; index++) {
            if (buffer[index] == '\n') {
                pass(start, index, action);
                start = index + 1;
            }
        }
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        return end;
    }

    private void pass(int start, int stop, Consumer<String> action) {
        String line = new String(buffer, start, stop - start, UTF_8);
        String text = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        if (!text.isBlank()) {
            lines++;
            action.accept(text.strip());
        }
    }

    private boolean fill() throws IOException {
        if (end == buffer.length) {
            if (end >= MAX_LINE_BYTES) {
                throw errors.unusableFile(file.url(), "a line is longer than " + (MAX_LINE_BYTES >> 20) + " MiB");
            }
            buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, MAX_LINE_BYTES));
        }
        int count = content.read(buffer, end, buffer.length - end);
        if (count > 0) {
            end += count;
            bytes += count;
        }
        return count >= 0;
    }
}
