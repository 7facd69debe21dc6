package io.safire.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A tolerated deviation from the specification, in data from a server or in a request of the application.
 *
 * @param member the member or parameter that deviates, such as {@code code_challenge_methods_supported}
 * @param message the deviation in one sentence on one line; contains neither a secret nor a token
 * @since 1.0
 */
public record Finding(String member, String message) {

    /** Control characters, line breaks and characters that change the direction of text. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    /**
     * Creates a finding. Since a server can choose parts of the texts, each run of control characters becomes a space.
     */
    public Finding {
        member = printable(requireNonNull(member, "member"));
        message = printable(requireNonNull(message, "message"));
    }

    @Override
    public String toString() {
        return message;
    }

    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(" ");
    }
}
