package io.safire.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The superclass of all exceptions of this library. The message starts with a code and the name of the server,
 * describes the failure and says which action to take. It contains neither secrets nor tokens.
 *
 * @since 1.0
 */
public abstract class SmartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String server;

    /**
     * Creates an exception.
     *
     * @param server the name of the server, null if the failure concerns no particular server
     * @param message the failure and the action to take
     */
    protected SmartException(@Nullable String server, String message) {
        super(message);
        this.server = server;
    }

    /**
     * Returns the name of the server that the failure concerns.
     *
     * @return the configured name; empty if the failure concerns no particular server
     */
    public Optional<String> server() {
        return Optional.ofNullable(server);
    }
}
