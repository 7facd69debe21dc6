package io.safire.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something went wrong between this application and a SMART server. The message starts with an identifier and the
 * server's name and says what is wrong and what to do; it never holds a secret or a token.
 */
public abstract class SmartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The name of the server, null when the failure concerns none. */
    private final @Nullable String server;

    /**
     * For the leaves.
     *
     * @param server the name of the server, null when the failure concerns none
     * @param message what is wrong and what to do
     */
    protected SmartException(@Nullable String server, String message) {
        super(message);
        this.server = server;
    }

    /**
     * The server that it is about.
     *
     * @return its configured name
     */
    public Optional<String> server() {
        return Optional.ofNullable(server);
    }
}
