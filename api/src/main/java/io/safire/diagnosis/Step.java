package io.safire.diagnosis;

/**
 * The step of the communication with a server at which a finding was observed. The values are in the order of the
 * steps.
 *
 * @since 1.0
 */
public enum Step {
    /** The configuration of the client. */
    CONFIGURATION,
    /** The keys and secrets of the client, and its published JWKS. */
    KEYS,
    /** The connection to a host. */
    NETWORK,
    /** The SMART configuration of the server. */
    DISCOVERY,
    /** The dynamic registration of the client. */
    REGISTRATION,
    /** The launch, the authorization request and the authorization response. */
    AUTHORIZATION,
    /** The requests to the token, introspection and revocation endpoints. */
    TOKEN,
    /** The ID token and the user. */
    IDENTITY,
    /** The requests to the FHIR server. */
    FHIR,
    /** The runtime, the stores and the beans of the application. */
    RUNTIME
}
