package io.safire.token;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A set of scopes in the order in which they were written.
 *
 * @param values the scopes, each once
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749, section 3.3</a>
 */
public record Scopes(List<String> values) {

    private static final Scopes NONE = new Scopes(List.of());
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    /**
     * Checks and copies, dropping repetitions.
     *
     * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
     */
    public Scopes {
        values = List.copyOf(new LinkedHashSet<>(requireNonNull(values, "values")));
        for (String value : values) {
            if (!TOKEN.matcher(value).matches()) {
                throw new IllegalArgumentException("not a scope (RFC 6749 3.3): " + value);
            }
        }
    }

    /**
     * Reads scopes written with spaces between them.
     *
     * @param text such as {@code launch openid patient/*.rs}; blank for none
     * @return the scopes
     * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
     */
    public static Scopes parse(String text) {
        return text.isBlank()
                ? NONE
                : new Scopes(SPACE.splitAsStream(text.strip()).toList());
    }

    /**
     * Makes a set of the given scopes.
     *
     * @param values the scopes
     * @return the set
     * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
     */
    public static Scopes of(String... values) {
        return new Scopes(Arrays.asList(values));
    }

    /**
     * The empty set.
     *
     * @return no scopes
     */
    public static Scopes none() {
        return NONE;
    }

    /**
     * Whether there is no scope.
     *
     * @return true if there is none
     */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * Whether a scope is in the set, letter by letter.
     *
     * @param scope the scope
     * @return true if it is
     */
    public boolean contains(String scope) {
        return values.contains(scope);
    }

    /**
     * The scopes of this set that are not in another.
     *
     * @param other the other set
     * @return the difference, in the order of this set
     */
    public Scopes without(Scopes other) {
        return new Scopes(
                values.stream().filter(scope -> !other.contains(scope)).toList());
    }

    /**
     * The form that is sent.
     *
     * @return the scopes with a space between them
     */
    @Override
    public String toString() {
        return String.join(" ", values);
    }
}
