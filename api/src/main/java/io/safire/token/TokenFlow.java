package io.safire.token;

/**
 * The flow with which a client obtains a token. SMART App Launch requires different members in the token responses of
 * the authorization code flow and the client credentials flow.
 *
 * @since 1.0
 */
public enum TokenFlow {
    /** An EHR launch or standalone launch: the grant types {@code authorization_code} and {@code refresh_token}. */
    AUTHORIZATION_CODE,
    /** SMART Backend Services: the grant type {@code client_credentials}. */
    CLIENT_CREDENTIALS
}
