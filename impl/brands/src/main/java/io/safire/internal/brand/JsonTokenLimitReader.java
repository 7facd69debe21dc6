package io.safire.internal.brand;

import io.safire.internal.text.InvalidJsonException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * A reader that rejects a JSON text with an overlong string or number before the parser buffers it. Parsers store a
 * whole string or number in an array, and repeatedly double the size of this array. The arrays take several times the
 * memory of the text.
 */
final class JsonTokenLimitReader extends FilterReader {

    static final int MAX_STRING_LENGTH = 1 << 20;
    static final int MAX_NUMBER_LENGTH = 64;

    private boolean inString;
    private boolean escaped;
    private int length;

    JsonTokenLimitReader(Reader text) {
        super(text);
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] target, int offset, int count) throws IOException {
        int read = super.read(target, offset, count);
        for (int index = offset; index < offset + read; index++) {
            check(target[index]);
        }
        return read;
    }

    private void check(char next) {
        if (inString) {
            checkString(next);
        } else if (next == '"') {
            inString = true;
            length = 0;
        } else if (isSeparator(next)) {
            length = 0;
        } else if (++length > MAX_NUMBER_LENGTH) {
            throw new InvalidJsonException("a number of more than " + MAX_NUMBER_LENGTH + " characters");
        }
    }

    private void checkString(char next) {
        if (escaped) {
            escaped = false;
        } else if (next == '\\') {
            escaped = true;
        } else if (next == '"') {
            inString = false;
            length = 0;
        }
        if (++length > MAX_STRING_LENGTH) {
            throw new InvalidJsonException("a string of more than " + MAX_STRING_LENGTH + " characters");
        }
    }

    private static boolean isSeparator(char next) {
        return next <= ' ' || next == ',' || next == ':' || next == '[' || next == ']' || next == '{' || next == '}';
    }
}
