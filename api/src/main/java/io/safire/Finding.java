package io.safire;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A difference between what a server sent or an application asked for and what the specification wants, which was
 * tolerated.
 *
 * @param member the member or parameter that it is about, such as {@code code_challenge_methods_supported}
 * @param message what is wrong, in one sentence on one line; never a secret and never a token
 */
public record Finding(String member, String message) {

    /** Control characters, line breaks and characters that change the direction of text. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    /** Checks that both parts are there. A server can choose parts of the texts: control characters become blanks. */
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
