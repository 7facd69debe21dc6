package io.safire.event;

/**
 * The kind of a request to a server.
 *
 * @since 1.0
 */
public enum SmartRequest {
    /** A request for the SMART configuration. */
    DISCOVERY,
    /** A token request with an authorization code. */
    CODE_EXCHANGE,
    /** A token request with a refresh token. */
    REFRESH,
    /** A token request of the application itself, with the grant type {@code client_credentials}. */
    CLIENT_CREDENTIALS,
    /** A token introspection request. */
    INTROSPECTION,
    /** A token revocation request. */
    REVOCATION,
    /** A request to create, read, update or delete a client registration. */
    REGISTRATION
}
