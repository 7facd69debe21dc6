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
     * For a client that uses the client credentials flow, the diagnosis also sends one token request. If the
     * {@code aud} of the client assertion may be the reason for a rejection, the diagnosis sends up to two more token
     * requests. One of these requests has the token endpoint as {@code aud}, and the other has the issuer. The client
     * retries each token request after a transient failure.
     *
     * <p>With the new access token, the diagnosis sends at most five GET requests to the FHIR server, each for another
     * resource type. Each request asks for the number of resources ({@code _summary=count}), and not for the resources
     * themselves.
     */
    TOKEN
}
