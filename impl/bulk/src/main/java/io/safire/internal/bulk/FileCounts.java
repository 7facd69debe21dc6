package io.safire.internal.bulk;

import io.safire.bulk.BulkDownload;
import io.safire.bulk.BulkFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The number of lines and bytes of a file. Eight bytes are examined at a time, because the examination of single bytes
 * would take longer than a fast download.
 */
final class FileCounts {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LINE_BREAKS = 0x0A0A0A0A0A0A0A0AL;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
    private static final long HIGH_BITS = ~LOW_BITS;
    private static final long FIRST_HIGH_BIT = 0x80L;

    private long bytes;
    private long lines;
    /** True if the last byte is a line break, or if there is no byte. */
    private boolean atLineStart = true;

    static BulkDownload download(BulkFile file, long lines, long bytes) {
        boolean differs = file.type().isPresent()
                && file.count().isPresent()
                && file.count().getAsLong() != lines;
        return new BulkDownload(
                lines,
                bytes,
                differs
                        ? List.of(BulkMessage.COUNT_DIFFERS.finding(
                                file.count().getAsLong(), file.type().orElseThrow(), lines))
                        : List.of());
    }

    /** Counts each line break that ends a line with at least one byte. */
    void add(byte[] content, int length) {
        bytes += length;
        int index = 0;
        for (; index + Long.BYTES <= length; index += Long.BYTES) {
            long breaks = lineBreaks((long) LONG.get(content, index));
            long afterBreak = breaks << Byte.SIZE | (atLineStart ? FIRST_HIGH_BIT : 0);
            lines += Long.bitCount(breaks & ~afterBreak);
            atLineStart = breaks < 0;
        }
        for (; index < length; index++) {
            boolean isBreak = content[index] == '\n';
            lines += isBreak && !atLineStart ? 1 : 0;
            atLineStart = isBreak;
        }
    }

    long bytes() {
        return bytes;
    }

    /** The last line may have no line break. */
    BulkDownload download(BulkFile file) {
        return download(file, lines + (atLineStart ? 0 : 1), bytes);
    }

    /** Returns a word whose bytes have the highest bit for each line break. */
    private static long lineBreaks(long word) {
        long difference = word ^ LINE_BREAKS;
        return ~(((difference & LOW_BITS) + LOW_BITS) | difference) & HIGH_BITS;
    }
}
