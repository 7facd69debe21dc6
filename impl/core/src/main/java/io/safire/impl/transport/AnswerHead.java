package io.safire.impl.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an answer of HTTP/1.1 that is the last one of its connection (RFC 9112).
 *
 * @param headers by lower-case name
 */
record AnswerHead(int status, Map<String, List<String>> headers) {

    // any octet can occur in a reason phrase or a value; without DOTALL, the dot excludes 0x85 and a lone CR
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d{2})(?: .*)?", Pattern.DOTALL);
    private static final Pattern HEADER = Pattern.compile("([\\w!#$%&'*+.^`|~-]+):(.*)", Pattern.DOTALL);
    private static final Pattern LENGTH = Pattern.compile("\\d{1,15}");
    private static final int LONGEST_LINE = 1 << 16;
    private static final int MOST_HEADERS = 200;
    private static final int MOST_INTERIM = 20;
    private static final int FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /** Reads it, and passes over those that only say that the answer is to come. */
    static AnswerHead read(InputStream in) throws IOException {
        for (int interim = 0; interim <= MOST_INTERIM; interim++) {
            AnswerHead head = next(in);
            if (head.status >= FINAL) {
                return head;
            }
        }
        throw new IOException("The answer does not come to its point");
    }

    /** The body that follows (RFC 9112 6.3). */
    InputStream body(InputStream in) throws IOException {
        if (status == NO_CONTENT || status == NOT_MODIFIED) {
            return InputStream.nullInputStream();
        }
        List<String> codings = headers.getOrDefault("transfer-encoding", List.of());
        if (!codings.isEmpty()) {
            String last = codings.get(codings.size() - 1).toLowerCase(Locale.ROOT);
            return last.endsWith("chunked") ? new ChunkedBody(in) : in;
        }
        List<String> lengths = headers.getOrDefault("content-length", List.of());
        if (lengths.isEmpty()) {
            return in;
        }
        String length = lengths.get(0);
        if (!LENGTH.matcher(length).matches() || lengths.stream().anyMatch(other -> !other.equals(length))) {
            throw new IOException("The length of the answer is not told");
        }
        return new SizedBody(in, Long.parseLong(length));
    }

    /** The next line, without its end. */
    static String line(InputStream in, int longest) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The answer ended early");
            }
            if (line.length() == longest) {
                throw new IOException("A line of the answer is too long");
            }
            line.append((char) next);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    private static AnswerHead next(InputStream in) throws IOException {
        Matcher first = STATUS_LINE.matcher(line(in, LONGEST_LINE));
        if (!first.matches()) {
            throw new IOException("The answer is not one of HTTP");
        }
        return new AnswerHead(Integer.parseInt(first.group(1)), headers(in));
    }

    private static Map<String, List<String>> headers(InputStream in) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        int count = 0;
        for (String line = line(in, LONGEST_LINE); !line.isEmpty(); line = line(in, LONGEST_LINE)) {
            Matcher header = HEADER.matcher(line);
            count++;
            if (count > MOST_HEADERS || !header.matches()) {
                throw new IOException("The headers of the answer are too many or malformed");
            }
            headers.computeIfAbsent(header.group(1).toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                    .add(header.group(2).strip());
        }
        return headers;
    }
}
