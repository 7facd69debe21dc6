package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests and responses of HTTP/1.1 on a connection that is used for one request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
final class Http1Message {

    private static final int MAX_HEAD_BYTES = 1 << 16;
    private static final int MAX_INTERIM_RESPONSES = 10;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
    private static final Pattern CONTROL_CHARACTER = Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F]");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

    /**
     * The status line and the headers of a response.
     *
     * @param headers the values by lower-case name
     */
    record Head(int status, Map<String, List<String>> headers) {

        String joined(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }
    }

    private Http1Message() {}

    /** @param start the method and the target of the request */
    static void write(OutputStream output, String start, Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(requireLine(start)).append(" HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(requireLine(name + ": " + value)).append("\r\n"));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
        message.write(body);
        message.writeTo(output);
        output.flush();
    }

    /** A line break could end the header and start another one. */
    private static String requireLine(String line) {
        if (CONTROL_CHARACTER.matcher(line).find()) {
            throw new IllegalArgumentException("a header contains a control character");
        }
        return line;
    }

    /** Reads the head of the response, and skips interim responses, such as 103. */
    static Head readFinalHead(InputStream input) throws IOException {
        for (int skipped = 0; skipped < MAX_INTERIM_RESPONSES; skipped++) {
            Head head = readHead(input);
            if (head.status() >= 200) {
                return head;
            }
        }
        throw new IOException("The server sent only interim responses");
    }

    private static Head readHead(InputStream input) throws IOException {
        int[] remaining = {MAX_HEAD_BYTES};
        Matcher status = STATUS_LINE.matcher(readLine(input, remaining));
        if (!status.matches()) {
            throw new IOException("The response has no HTTP/1.1 status line");
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line = readLine(input, remaining); !line.isEmpty(); line = readLine(input, remaining)) {
            int colon = line.indexOf(':');
            if (colon <= 0 || Character.isWhitespace(line.charAt(0))) {
                throw new IOException("The response has a malformed header");
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new Head(Integer.parseInt(status.group(1)), headers);
    }

    /** @param remaining the number of bytes that the lines may still have */
    static String readLine(InputStream input, int[] remaining) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("The response ended early");
            }
            if (--remaining[0] < 0) {
                throw new IOException("The headers of the response are too long");
            }
            line.append((char) next);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    /** Returns the body. If it ends early, reading fails. */
    static InputStream body(InputStream input, Head head) throws IOException {
        String coding = head.joined("transfer-encoding");
        String length = head.joined("content-length");
        if (head.status() == 204 || head.status() == 304) {
            return InputStream.nullInputStream();
        }
        if (coding.equalsIgnoreCase("chunked")) {
            return new Http1Body(input, true, 0);
        }
        if (!coding.isEmpty() || !length.isEmpty() && !DIGITS.matcher(length).matches()) {
            throw new IOException("The length of the response body is unknown");
        }
        return length.isEmpty() ? input : new Http1Body(input, false, Long.parseLong(length));
    }
}
