package io.safire.sandbox.control;

import java.net.URI;

/** Where the parts of a simulated EHR are. */
public abstract sealed class ServerAddresses permits SandboxServer {

    private final URI origin;

    ServerAddresses(URI origin) {
        this.origin = origin;
    }

    /**
     * The FHIR base URL.
     *
     * @return without a slash at its end
     */
    public URI fhirBase() {
        return origin.resolve("/fhir");
    }

    /**
     * Where the SMART configuration is.
     *
     * @return its URL
     */
    public URI smartConfiguration() {
        return origin.resolve("/fhir/.well-known/smart-configuration");
    }

    /**
     * The issuer.
     *
     * @return without a slash at its end
     */
    public URI issuer() {
        return origin.resolve("/auth");
    }

    /**
     * The authorization endpoint.
     *
     * @return its URL
     */
    public URI authorizationEndpoint() {
        return origin.resolve("/auth/authorize");
    }

    /**
     * The token endpoint.
     *
     * @return its URL
     */
    public URI tokenEndpoint() {
        return origin.resolve("/auth/token");
    }

    /**
     * The introspection endpoint.
     *
     * @return its URL
     */
    public URI introspectionEndpoint() {
        return origin.resolve("/auth/introspect");
    }

    /**
     * The revocation endpoint.
     *
     * @return its URL
     */
    public URI revocationEndpoint() {
        return origin.resolve("/auth/revoke");
    }

    /**
     * The registration endpoint.
     *
     * @return its URL
     */
    public URI registrationEndpoint() {
        return origin.resolve("/auth/register");
    }

    /**
     * Another FHIR base of the same server, which its metadata names among the associated endpoints.
     *
     * @return without a slash at its end
     */
    public URI imagingBase() {
        return origin.resolve("/imaging");
    }

    /**
     * Where the bundle of user-access brands is.
     *
     * @return its URL
     */
    public URI brands() {
        return origin.resolve("/brands");
    }

    /**
     * Where a document is once it is published.
     *
     * @param path its name
     * @return its URL
     */
    public URI published(String path) {
        return origin.resolve("/published/" + path);
    }
}
