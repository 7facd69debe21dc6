package io.safire.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** The body of a response that the caller reads. */
final class StreamedBody extends FilterInputStream {

    private final Consumer<Boolean> onClose;
    private boolean complete;
    private boolean closed;

    /**
     * @param onClose the action that ends the request; it receives true if the body was read to its end
     */
    StreamedBody(InputStream body, Consumer<Boolean> onClose) {
        super(body);
        this.onClose = onClose;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        complete |= value < 0;
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        complete |= count < 0;
        return count;
    }

    /** Does not close the received stream itself, because some HTTP clients then read the body to its end. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.accept(complete);
        }
    }
}
