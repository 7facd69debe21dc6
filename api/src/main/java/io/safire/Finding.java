package io.safire;

import static java.util.Objects.requireNonNull;

/**
 * A difference between what a server sent or an application asked for and what the specification wants, which was
 * tolerated.
 *
 * @param member the member or parameter that it is about, such as {@code code_challenge_methods_supported}
 * @param message what is wrong, in one sentence; never a secret and never a token
 */
public record Finding(String member, String message) {
    /** Checks that both parts are there. */
    public Finding {
        requireNonNull(member, "member");
        requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return message;
    }
}
