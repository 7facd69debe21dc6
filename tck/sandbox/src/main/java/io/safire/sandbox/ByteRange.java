package io.safire.sandbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The range of a request.
 *
 * @param from the first byte
 * @param to the byte after the last byte
 */
record ByteRange(long from, long to) {

    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    /** Parses a single range. A server may ignore every other range (RFC 9110, section 14.2). */
    static Optional<ByteRange> parse(String header, long length) {
        Matcher range = SINGLE.matcher(header.strip());
        if (!range.matches()) {
            return Optional.empty();
        }
        long last = range.group(2).isEmpty() ? length - 1 : Math.min(length - 1, Long.parseLong(range.group(2)));
        return Optional.of(new ByteRange(Long.parseLong(range.group(1)), last + 1));
    }

    boolean isSatisfiable(long length) {
        return from < length && from < to;
    }
}
