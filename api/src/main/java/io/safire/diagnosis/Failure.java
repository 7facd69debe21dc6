package io.safire.diagnosis;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The description of a failure, from which an exception of {@code io.safire.error} is created.
 *
 * @param code the code of the message, such as {@code SAFIRE-0501}; another implementation uses its own prefix
 * @param server the name of the server, null if the failure concerns no particular server
 * @param text the failure and the action to take, without code and server; contains neither a secret nor a token
 * @since 1.0
 */
public record Failure(String code, @Nullable String server, String text) implements Serializable {
    private static final long serialVersionUID = 1L;

    public Failure {
        requireNonNull(code, "code");
        text = text.strip();
    }

    /**
     * Creates the description of a failure.
     *
     * @param code the code of the message, such as {@code SAFIRE-0501}
     * @param server the name of the server, null if the failure concerns no particular server
     * @param text the failure and the action to take, without code and server
     * @return the failure
     */
    public static Failure of(String code, @Nullable String server, String text) {
        return new Failure(code, server, text);
    }

    /**
     * Returns the complete message.
     *
     * @return the code, the name of the server and the text, such as {@code SAFIRE-0501 epic: Token request failed}
     */
    public String message() {
        return (code + (server == null ? " " : " " + server + ": ") + text).strip();
    }

    @Override
    public String toString() {
        return message();
    }
}
