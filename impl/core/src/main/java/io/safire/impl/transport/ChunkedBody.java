package io.safire.impl.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A body in chunks (RFC 9112 7.1). What follows the last one is not read: nothing comes after it on its connection. */
final class ChunkedBody extends AnswerBody {

    private static final Pattern SIZE = Pattern.compile("\\s*0*([0-9a-fA-F]{1,7})\\s*(?:;.*)?", Pattern.DOTALL);
    private static final int LONGEST_LINE = 1024;
    private static final int HEX = 16;

    private boolean first = true;

    ChunkedBody(InputStream in) {
        super(in, 0);
    }

    @Override
    long next() throws IOException {
        if (!first && !line().isEmpty()) {
            throw new IOException("A chunk of the answer is longer than it says");
        }
        first = false;
        Matcher size = SIZE.matcher(line());
        if (!size.matches()) {
            throw new IOException("A chunk of the answer has no size");
        }
        return Integer.parseInt(size.group(1), HEX);
    }

    private String line() throws IOException {
        return AnswerHead.line(in, LONGEST_LINE);
    }
}
