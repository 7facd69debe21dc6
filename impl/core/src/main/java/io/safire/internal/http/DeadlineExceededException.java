package io.safire.internal.http;

import java.io.InterruptedIOException;
import java.time.Duration;

/** Thrown if a request did not end before its {@link Deadline}. */
final class DeadlineExceededException extends InterruptedIOException {
    private static final long serialVersionUID = 1L;

    DeadlineExceededException(Duration limit) {
        super("Request timed out after " + limit);
    }
}
