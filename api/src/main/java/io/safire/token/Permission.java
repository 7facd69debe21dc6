package io.safire.token;

/**
 * One letter of a resource scope.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-fhir-resources">
 *     SMART App Launch 2.2.0, scopes for FHIR resources</a>
 */
public enum Permission {
    /** {@code c}: create resources. */
    CREATE('c'),
    /** {@code r}: read a resource, its versions and its history. */
    READ('r'),
    /** {@code u}: update and patch a resource. */
    UPDATE('u'),
    /** {@code d}: delete a resource. */
    DELETE('d'),
    /** {@code s}: search, and the history of a type. */
    SEARCH('s');

    private final char letter;

    Permission(char letter) {
        this.letter = letter;
    }

    /**
     * The letter that stands for it.
     *
     * @return one of {@code c r u d s}
     */
    public char letter() {
        return letter;
    }
}
