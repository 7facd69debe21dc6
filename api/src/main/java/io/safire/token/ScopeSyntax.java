package io.safire.token;

/** How the permissions of a resource scope are written. */
public enum ScopeSyntax {
    /** SMART 1: {@code read}, {@code write} and {@code *}. */
    V1,
    /** SMART 2: letters in the order {@code cruds}, and constraints behind a question mark. */
    V2
}
