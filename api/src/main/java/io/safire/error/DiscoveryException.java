package io.safire.error;

import java.net.URI;
import java.util.OptionalInt;

/** The SMART configuration or the bundle of brands could not be had, or lacks what the call needs. */
public class DiscoveryException extends SmartException {
    private static final long serialVersionUID = 1L;

    /** Where it was looked for. */
    private final URI endpoint;
    /** The HTTP status, 0 when the document came and is unusable. */
    private final int status;
    /** What is wrong with it. */
    private final String errorDescription;

    /**
     * Makes the exception.
     *
     * @param server the name of the server
     * @param message what is wrong and what to do
     * @param endpoint where the document was looked for
     * @param status the HTTP status of a refusal, 0 when the document came and is unusable
     * @param errorDescription what is wrong with it
     */
    public DiscoveryException(String server, String message, URI endpoint, int status, String errorDescription) {
        super(server, message);
        this.endpoint = endpoint;
        this.status = status;
        this.errorDescription = errorDescription;
    }

    /**
     * Where the document was looked for.
     *
     * @return the well-known address, or that of the bundle of brands
     */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * The status of a refusal.
     *
     * @return the HTTP status; empty when the document came and is unusable
     */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /**
     * What is wrong.
     *
     * @return such as {@code response is not a usable JSON object}
     */
    public String errorDescription() {
        return errorDescription;
    }
}
