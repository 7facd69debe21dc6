package io.safire.error;

import io.safire.diagnosis.Failure;
import java.net.URI;
import java.util.OptionalInt;

/**
 * Thrown when the SMART configuration or the brand bundle cannot be obtained, or lacks a member that the call requires.
 *
 * @since 1.0
 */
public class DiscoveryException extends SmartException {
    private static final long serialVersionUID = 1L;

    private final URI endpoint;
    /** The HTTP status; 0 if the document was received but is unusable. */
    private final int status;

    private final String errorDescription;

    /**
     * Creates an exception.
     *
     * @param failure the failure that the exception reports
     * @param endpoint the URL of the document
     * @param status the HTTP status of an error response; 0 if the document was received but is unusable
     * @param errorDescription the failure without the name and URL of the server
     */
    public DiscoveryException(Failure failure, URI endpoint, int status, String errorDescription) {
        super(failure);
        this.endpoint = endpoint;
        this.status = status;
        this.errorDescription = errorDescription;
    }

    /**
     * Returns the URL of the document.
     *
     * @return the well-known URL of the SMART configuration, or the URL of the brand bundle
     */
    public URI endpoint() {
        return endpoint;
    }

    /** {@return the HTTP status of an error response; empty if the document was received but is unusable} */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** {@return the description of the failure, such as {@code response is not a usable JSON object}} */
    public String errorDescription() {
        return errorDescription;
    }

    @Override
    protected DiscoveryException copy(Failure failure) {
        return new DiscoveryException(failure, endpoint, status, errorDescription);
    }
}
