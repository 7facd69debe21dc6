package io.safire.internal.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.safire.bulk.BulkDownload;
import io.safire.bulk.BulkFile;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The file of a download in progress. A second file contains the validator with which a later download can continue. The
 * second file contains only a digest of the URL, because the URL can be a credential.
 */
final class PartialFile {

    private static final int BUFFER_BYTES = 1 << 17;

    private final Path target;
    private final Path part;
    private final Path validator;
    private final BulkFile file;

    PartialFile(Path target, BulkFile file) {
        this.target = target;
        this.part = sibling(".part");
        this.validator = sibling(".part.etag");
        this.file = file;
    }

    private Path sibling(String suffix) {
        return target.resolveSibling(target.getFileName() + suffix);
    }

    BulkDownload download(ResumingStream received, BulkErrors errors) {
        try (received) {
            FileCounts counts = new FileCounts();
            long start = received.start(size(), savedEtag());
            InputStream content = FileContent.decoded(received, file, errors);
            if (start > 0 && content != received) {
                Files.deleteIfExists(validator);
                throw errors.fileChanged(file.url());
            }
            saveEtag(content == received ? received.etag() : null);
            if (start > 0) {
                count(counts);
            }
            write(content, counts, start > 0);
            move();
            return counts.download(file);
        } catch (ZipException malformed) {
            throw errors.unusableFile(file.url(), String.valueOf(malformed.getMessage()));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private long size() throws IOException {
        return savedEtag() == null || !Files.exists(part) ? 0 : Files.size(part);
    }

    /** Returns null if the existing part belongs to another URL or cannot be continued. */
    private @Nullable String savedEtag() throws IOException {
        if (!Files.exists(validator) || !Files.exists(part)) {
            return null;
        }
        List<String> lines = Files.readAllLines(validator);
        return lines.size() == 2 && lines.get(0).equals(urlDigest()) ? lines.get(1) : null;
    }

    private void saveEtag(@Nullable String etag) throws IOException {
        if (etag == null) {
            Files.deleteIfExists(validator);
        } else {
            Files.write(validator, List.of(urlDigest(), etag));
        }
    }

    /** Omits the query, because signed URLs of the same file differ in their queries. */
    private String urlDigest() {
        return HexFormat.of()
                .formatHex(Sha256.hash(HttpTransport.withoutQuery(file.url()).getBytes(UTF_8)));
    }

    private void count(FileCounts counts) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream existing = Files.newInputStream(part)) {
            for (int count = existing.read(buffer); count >= 0; count = existing.read(buffer)) {
                counts.add(buffer, count);
            }
        }
    }

    private void write(InputStream content, FileCounts counts, boolean append) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream output = Files.newOutputStream(part, CREATE, WRITE, append ? APPEND : TRUNCATE_EXISTING)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                output.write(buffer, 0, count);
                counts.add(buffer, count);
            }
        }
    }

    private void move() throws IOException {
        try {
            Files.move(part, target, ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(part, target, REPLACE_EXISTING);
        }
        Files.deleteIfExists(validator);
    }
}
