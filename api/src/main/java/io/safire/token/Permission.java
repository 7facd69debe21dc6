package io.safire.token;

/**
 * A permission of a resource scope.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-fhir-resources">
 *     SMART App Launch 2.2.0, scopes for FHIR resources</a>
 * @since 1.0
 */
public enum Permission {
    /** The permission {@code c}: create resources. */
    CREATE('c'),
    /** The permission {@code r}: read a resource, its versions and its history. */
    READ('r'),
    /** The permission {@code u}: update and patch a resource. */
    UPDATE('u'),
    /** The permission {@code d}: delete a resource. */
    DELETE('d'),
    /** The permission {@code s}: search for resources, and read the history of a type. */
    SEARCH('s');

    private final char letter;

    Permission(char letter) {
        this.letter = letter;
    }

    /**
     * Returns the letter of this permission in a SMART 2 scope.
     *
     * @return {@code c}, {@code r}, {@code u}, {@code d} or {@code s}
     */
    public char letter() {
        return letter;
    }
}
