package io.safire.token;

/** The way a token was asked for; SMART asks for more members in one than in the other. */
public enum TokenFlow {
    /** EHR or standalone launch: {@code authorization_code} and {@code refresh_token}. */
    APP_LAUNCH,
    /** Backend services: {@code client_credentials}. */
    BACKEND_SERVICES
}
