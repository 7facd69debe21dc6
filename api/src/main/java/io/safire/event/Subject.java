package io.safire.event;

import static java.util.Objects.requireNonNull;

import io.safire.token.TokenResponse;
import java.util.Optional;

/**
 * The user of a launch, as the ID token that was checked names them. The two together are the user.
 *
 * @param issuer {@code iss}
 * @param subject {@code sub}
 */
public record Subject(String issuer, String subject) {

    /** Checks that both parts are there. */
    public Subject {
        requireNonNull(issuer, "issuer");
        requireNonNull(subject, "subject");
    }

    /**
     * The user of an answer.
     *
     * @param tokens the answer
     * @return the user; empty without an ID token, as in a backend service
     */
    public static Optional<Subject> of(TokenResponse tokens) {
        return tokens.identity().map(identity -> new Subject(identity.issuer(), identity.subject()));
    }

    /** Leaves out what identifies the user. */
    @Override
    public String toString() {
        return ("Subject[issuer=" + issuer + ", subject=***]").replaceAll("\\P{Print}", "?");
    }
}
