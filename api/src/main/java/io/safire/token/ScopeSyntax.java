package io.safire.token;

/**
 * The syntax of the permissions in a resource scope.
 *
 * @since 1.0
 */
public enum ScopeSyntax {
    /** The syntax of SMART 1: {@code read}, {@code write} or {@code *}. */
    V1,
    /** The syntax of SMART 2: letters in the order {@code cruds}, and optional constraints after a question mark. */
    V2
}
