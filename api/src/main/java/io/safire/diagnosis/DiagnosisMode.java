package io.safire.diagnosis;

/**
 * The requests that a diagnosis may send. Each mode includes the checks of the modes before it.
 *
 * @since 1.0
 */
public enum DiagnosisMode {
    /** The diagnosis sends no request. */
    CONFIG,
    /** The diagnosis sends GET requests without credentials. */
    OUTSIDE,
    /**
     * For a client that uses the client credentials flow, the diagnosis also sends one token request. If the server rejects
     * the client, and another {@code aud} in the client assertion may be the remedy, the diagnosis sends up to two more
     * token requests: one with the token endpoint and one with the issuer as {@code aud}. Each token request is repeated
     * after a transient failure, as other token requests are. With the new access token, the diagnosis then sends at most
     * five GET requests to the FHIR server, one for each resource type, which request the number of resources, and no
     * resource.
     */
    TOKEN
}
