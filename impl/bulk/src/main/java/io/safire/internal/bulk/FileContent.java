package io.safire.internal.bulk;

import io.safire.bulk.BulkFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Set;

/** The content of a file, without its content coding. */
final class FileContent extends InputStream {

    private static final Set<String> NO_CODING = Set.of("", "identity");
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");
    private static final int MAGIC_BYTES = 2;

    private final InputStream content;
    private final ResumingStream received;

    private FileContent(InputStream content, ResumingStream received) {
        this.content = content;
        this.received = received;
    }

    static FileContent open(ResumingStream received, BulkFile file, BulkErrors errors) {
        try {
            received.start(0, null);
            return new FileContent(decoded(received, file, errors), received);
        } catch (RuntimeException failure) {
            received.close();
            throw failure;
        }
    }

    /** Some gateways decode the content and leave the header, so the first bytes are examined too. */
    static InputStream decoded(ResumingStream received, BulkFile file, BulkErrors errors) {
        String coding = received.coding();
        if (NO_CODING.contains(coding)) {
            return received;
        }
        if (!GZIP.contains(coding)) {
            throw errors.unusableFile(file.url(), "it has a content coding that the client did not request");
        }
        PushbackInputStream start = new PushbackInputStream(received, MAGIC_BYTES);
        try {
            byte[] magic = start.readNBytes(MAGIC_BYTES);
            start.unread(magic);
            return GunzipStream.isGzip(magic) ? new GunzipStream(start) : start;
        } catch (IOException unreadable) {
            throw errors.unusableFile(file.url(), "its first bytes cannot be read");
        }
    }

    @Override
    public int read() throws IOException {
        return content.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return content.read(target, offset, length);
    }

    @Override
    public void close() {
        received.close();
    }
}
