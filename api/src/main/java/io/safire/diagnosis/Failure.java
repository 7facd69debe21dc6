package io.safire.diagnosis;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of a failure. An exception of {@code io.safire.error} contains this description.
 *
 * @param code the code of the message, such as {@code SAFIRE-0501}; another implementation uses its own prefix
 * @param server the name of the server; null if the failure concerns no particular server
 * @param text the failure and the action to take, without code and server; this text contains neither a secret nor a
 *     token
 * @param findings the causes of the failure, at least one, in the order of {@link Finding#BY_RANK}
 * @since 1.0
 */
public record Failure(String code, @Nullable String server, String text, List<Finding> findings)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the description of a failure and sorts its findings in the order of {@link Finding#BY_RANK}.
     *
     * @throws IllegalArgumentException if the code is blank, or if the list of findings is empty
     */
    public Failure {
        text = text.strip();
        if (code.isBlank() || findings.isEmpty()) {
            throw new IllegalArgumentException("A failure requires a code and at least one finding");
        }
        findings = findings.stream().sorted(Finding.BY_RANK).toList();
    }

    /**
     * Creates the description of a failure whose text is its only finding.
     *
     * @param code the code of the message, such as {@code SAFIRE-0501}
     * @param server the name of the server; null if the failure concerns no particular server
     * @param step the step that failed
     * @param text the failure and the action to take, without code and server
     * @return the failure
     */
    public static Failure of(String code, @Nullable String server, Step step, String text) {
        return new Failure(
                code,
                server,
                text,
                List.of(Finding.builder(code, step, text.strip()).build()));
    }

    /**
     * Returns the complete message.
     *
     * @return the code, the name of the server and the text, such as {@code SAFIRE-0501 epic: Token request failed}
     */
    public String message() {
        return code + (server == null ? " " : " " + server + ": ") + text;
    }

    @Override
    public String toString() {
        return message();
    }
}
