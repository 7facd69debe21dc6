package io.safire.event;

import static java.util.Objects.requireNonNull;

import io.safire.text.PrintableText;
import io.safire.token.TokenResponse;
import java.util.Optional;

/**
 * The user of a launch, as identified by the validated ID token. Issuer and subject together identify a user uniquely.
 *
 * @param issuer the claim {@code iss}
 * @param subject the claim {@code sub}
 * @since 1.0
 */
public record Subject(String issuer, String subject) {

    public Subject {
        requireNonNull(issuer, "issuer");
        requireNonNull(subject, "subject");
    }

    /**
     * Returns the user of a token response.
     *
     * @param tokens the token response
     * @return the user; empty without an ID token, as in backend services
     */
    public static Optional<Subject> of(TokenResponse tokens) {
        return tokens.identity().map(identity -> new Subject(identity.issuer(), identity.subject()));
    }

    /** Omits the claim {@code sub}, which identifies the user. */
    @Override
    public String toString() {
        return PrintableText.of("Subject[issuer=" + issuer + ", subject=***]");
    }
}
