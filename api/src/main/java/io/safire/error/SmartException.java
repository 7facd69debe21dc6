package io.safire.error;

import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The superclass of all exceptions of this library. The message starts with a code and the name of the server,
 * describes the failure and says which action to take. The message contains neither secrets nor tokens.
 *
 * @since 1.0
 */
public abstract class SmartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Failure failure;
    private Instant time = Instant.now();

    /**
     * Creates an exception.
     *
     * @param failure the failure that the exception reports
     */
    protected SmartException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    /**
     * Returns the failure that this exception reports.
     *
     * @return the failure with code, server and text
     */
    public Failure failure() {
        return failure;
    }

    /** {@return the code under which the documentation lists the message, such as {@code SAFIRE-0501}} */
    public String code() {
        return failure.code();
    }

    /**
     * Returns the name of the server that the failure concerns.
     *
     * @return the configured name; empty if the failure concerns no particular server
     */
    public Optional<String> server() {
        return Optional.ofNullable(failure.server());
    }

    /** {@return the message, which describes the failure and says which action to take} */
    @Override
    public String getMessage() {
        return failure.message();
    }

    /**
     * Returns the causes of the failure.
     *
     * @return at least one finding, the most certain first
     */
    public List<Finding> findings() {
        return failure.findings();
    }

    /**
     * Returns the causes of the failure as a diagnosis, which is available as text, web page and JSON. The command
     * {@code safire-doctor error} reads the JSON. No request is sent.
     *
     * @return the diagnosis; its time is the time of the failure
     */
    public Diagnosis diagnosis() {
        return Diagnosis.of(failure, time);
    }

    /**
     * Returns a copy of this exception for a thread that shares the result of another thread. The stack trace of the
     * copy shows the caller of this method. The cause of the copy is usually this exception, which shows the origin of
     * the failure. There is one special case: if this exception is a {@link SignInRequiredException} with a cause, the
     * copy has that cause instead.
     *
     * @return an exception of the same type with the same message and properties
     */
    public final SmartException copyForCaller() {
        SmartException copy = copy(failure);
        copy.time = time;
        copy.initCause(causeOfCopy());
        return copy;
    }

    Throwable causeOfCopy() {
        return this;
    }

    /**
     * Creates an exception of the same type with the properties of this exception, but without a cause.
     *
     * @param failure the failure of this exception
     * @return the new exception
     */
    protected abstract SmartException copy(Failure failure);
}
