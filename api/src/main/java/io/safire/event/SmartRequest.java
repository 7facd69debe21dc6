package io.safire.event;

/** What a server is asked for. */
public enum SmartRequest {
    /** The SMART configuration. */
    DISCOVERY,
    /** Tokens for an authorization code. */
    CODE_EXCHANGE,
    /** Tokens for a refresh token. */
    REFRESH,
    /** A token for the application itself. */
    BACKEND_TOKEN,
    /** What a token is. */
    INTROSPECTION,
    /** The end of a token. */
    REVOCATION,
    /** A registration, or to read, change or delete one. */
    REGISTRATION
}
