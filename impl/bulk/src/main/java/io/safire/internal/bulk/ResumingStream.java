package io.safire.internal.bulk;

import io.safire.error.NetworkException;
import io.safire.internal.config.Setting;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The received bytes of a file, with its content coding. If the connection breaks, the stream continues at the same
 * byte: with a range if the server sent a strong validator, otherwise by reading the file again and comparing the
 * checksum of the part that was already delivered.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5">RFC 9110, section 13.1.5, If-Range</a>
 */
final class ResumingStream extends InputStream {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    /** Without these limits, a hostile server could occupy a thread with a connection for each byte. */
    private static final int MAX_FAILURES_IN_A_ROW = 6;

    private static final int MAX_FAILURES = 100;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final long UNKNOWN = -1;
    private static final Pattern STRONG_ETAG = Pattern.compile("\"[\\x21\\x23-\\x7E]{0,200}\"");
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

    private final FileRequests requests;
    private final Delays delays;
    private final BulkErrors errors;
    private final CRC32C checksum = new CRC32C();
    private InputStream body = InputStream.nullInputStream();
    private Map<String, String> headers = Map.of();
    private long position;
    private long total = UNKNOWN;
    private @Nullable String etag;
    private int failures;
    private int failuresInARow;

    ResumingStream(FileRequests requests, Delays delays, BulkErrors errors) {
        this.requests = requests;
        this.delays = delays;
        this.errors = errors;
    }

    /**
     * Sends the first request.
     *
     * @param start the number of bytes that an earlier download received; 0 for none
     * @param validator the strong validator of the earlier download; null for none
     * @return the position at which the stream starts: {@code start}, or 0 if the server does not continue the download
     */
    long start(long start, @Nullable String validator) {
        position = start;
        etag = validator;
        connect(true);
        return position;
    }

    /** Returns the strong validator of the file; null if the server sent none. */
    @Nullable
    String etag() {
        return etag;
    }

    /** Returns the value of {@code Content-Encoding} in lower case; empty if the header is missing. */
    String coding() {
        return headers.getOrDefault("content-encoding", "").strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        while (true) {
            String failure = "the response ended early";
            try {
                int count = body.read(target, offset, length);
                if (count >= 0 || total == UNKNOWN || position >= total) {
                    advance(target, offset, count);
                    return count;
                }
            } catch (IOException | RuntimeException broken) {
                failure = broken.getClass().getSimpleName();
            }
            onFailure(failure);
            connect(false);
        }
    }

    private void advance(byte[] target, int offset, int count) {
        if (count > 0) {
            checksum.update(target, offset, count);
            position += count;
            failuresInARow = 0;
        }
    }

    /** Repeats the request until the body continues at the position. */
    private void connect(boolean first) {
        while (true) {
            closeBody();
            try {
                InboundResponse response = requests.open(position, position > 0 ? etag : null);
                if (response.status() == OK || response.status() == PARTIAL) {
                    if (accept(response, first)) {
                        return;
                    }
                } else if (response.isTransientFailure()) {
                    countFailure("HTTP " + response.status());
                    delays.sleep(delays.after(response, failuresInARow - 1));
                } else if (first && position > 0 && isRangeRefused(response)) {
                    position = 0;
                } else {
                    throw refused(response);
                }
            } catch (NetworkException failure) {
                onFailure(failure.errorDescription());
            }
        }
    }

    private RuntimeException refused(InboundResponse response) {
        return position > 0 && isRangeRefused(response)
                ? errors.fileChanged(requests.url())
                : requests.refused(response);
    }

    private static boolean isRangeRefused(InboundResponse response) {
        return response.status() == PRECONDITION_FAILED || response.status() == RANGE_NOT_SATISFIABLE;
    }

    /** Returns false if the body broke before the position. */
    private boolean accept(InboundResponse response, boolean first) {
        InputStream received = response.stream();
        body = received == null ? new ByteArrayInputStream(response.body()) : received;
        headers = response.headers();
        if (response.status() == PARTIAL) {
            acceptRange(response);
            return true;
        }
        total = response.header("content-length")
                .filter(text -> DIGITS.matcher(text).matches())
                .map(Long::parseLong)
                .orElse(UNKNOWN);
        etag = response.header("etag")
                .filter(text -> STRONG_ETAG.matcher(text).matches())
                .orElse(null);
        if (first) {
            position = 0;
        }
        return position == 0 || skipDelivered();
    }

    private void acceptRange(InboundResponse response) {
        Matcher range = CONTENT_RANGE.matcher(response.header("content-range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != position) {
            throw errors.fileChanged(requests.url());
        }
        total = range.group(2).equals("*") ? UNKNOWN : Long.parseLong(range.group(2));
    }

    private boolean skipDelivered() {
        CRC32C repeated = new CRC32C();
        byte[] buffer = new byte[BUFFER_BYTES];
        long remaining = position;
        while (remaining > 0) {
            int count = readQuietly(buffer, (int) Math.min(buffer.length, remaining));
            if (count < 0) {
                onFailure("the response ended early");
                return false;
            }
            repeated.update(buffer, 0, count);
            remaining -= count;
        }
        if (repeated.getValue() != checksum.getValue()) {
            throw errors.fileChanged(requests.url());
        }
        return true;
    }

    private int readQuietly(byte[] buffer, int length) {
        try {
            return body.read(buffer, 0, length);
        } catch (IOException | RuntimeException broken) {
            return -1;
        }
    }

    private void onFailure(String description) {
        countFailure(description);
        delays.sleep(delays.beforeReconnect(failuresInARow));
    }

    private void countFailure(String description) {
        failures++;
        failuresInARow++;
        if (failuresInARow >= MAX_FAILURES_IN_A_ROW || failures >= MAX_FAILURES) {
            throw NetworkExceptions.from(
                    requests.settings(),
                    new TransportException(
                            FailureKind.CONNECTION_BROKEN,
                            "The download broke after " + position + " bytes (" + description + ")",
                            requests.url()),
                    requests.settings().key(Setting.READ_TIMEOUT));
        }
    }

    private void closeBody() {
        try {
            body.close();
        } catch (IOException | RuntimeException broken) {
            // the connection is not used any more
        }
        body = InputStream.nullInputStream();
    }

    @Override
    public void close() {
        closeBody();
        requests.close();
    }
}
