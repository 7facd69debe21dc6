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
     * The diagnosis also sends a token request of the client credentials flow. If the server rejects the client, the
     * diagnosis sends up to two more token requests, each with another {@code aud} in the client assertion. With the
     * new access token, the diagnosis then sends at most five GET requests to the FHIR server, which request only the
     * number of resources, not the resources themselves.
     */
    TOKEN
}
