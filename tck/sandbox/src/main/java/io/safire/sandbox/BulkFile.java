package io.safire.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A generated NDJSON file. The file consists of equal blocks, one for each patient.
 *
 * @param list the list of the manifest that contains the file: {@code output}, {@code deleted} or {@code error}
 * @param type the resource type, empty if the file contains several types
 * @param segments the content of a block
 * @param firstLine the number of lines in the preceding files of the same content
 * @param patients the numbers of the patients, empty if the number of a patient is the number of its block
 */
record BulkFile(
        String name,
        String list,
        String type,
        List<Segment> segments,
        long firstLine,
        long lines,
        List<Long> patients) {

    private static final int BUFFERED_LINES = 128;

    /** Consecutive lines of one template. */
    record Segment(NdjsonTemplate template, int lines) {}

    long bytes() {
        return lines * NdjsonTemplate.LINE_BYTES;
    }

    /** Writes a range of the file. */
    void writeTo(OutputStream out, long from, long to) throws IOException {
        byte[] buffer = new byte[BUFFERED_LINES * NdjsonTemplate.LINE_BYTES];
        long position = from;
        while (position < to) {
            long line = position / NdjsonTemplate.LINE_BYTES;
            int filled = fill(buffer, line);
            int skipped = (int) (position - line * NdjsonTemplate.LINE_BYTES);
            int length = (int) Math.min(filled - skipped, to - position);
            out.write(buffer, skipped, length);
            position += length;
        }
        out.flush();
    }

    private int fill(byte[] buffer, long line) {
        int count = (int) Math.min(BUFFERED_LINES, lines - line);
        int blockLines = segments.stream().mapToInt(Segment::lines).sum();
        for (int index = 0; index < count; index++) {
            long number = firstLine + line + index;
            writeLine(buffer, index * NdjsonTemplate.LINE_BYTES, number / blockLines, (int) (number % blockLines));
        }
        return count * NdjsonTemplate.LINE_BYTES;
    }

    private void writeLine(byte[] buffer, int offset, long block, int lineInBlock) {
        int line = lineInBlock;
        int segment = 0;
        while (line >= segments.get(segment).lines()) {
            line -= segments.get(segment).lines();
            segment++;
        }
        long patient = patients.isEmpty() ? block + 1 : patients.get((int) block);
        segments.get(segment).template().writeTo(buffer, offset, patient, line + 1L);
    }
}
