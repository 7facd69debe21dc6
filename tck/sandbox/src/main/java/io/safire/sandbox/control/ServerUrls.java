package io.safire.sandbox.control;

import java.net.URI;

/** The URLs of a simulated EHR. */
public abstract sealed class ServerUrls permits SandboxServer {

    private final URI origin;

    ServerUrls(URI origin) {
        this.origin = origin;
    }

    /** Returns the FHIR base URL, without a trailing slash. */
    public URI fhirBase() {
        return origin.resolve("/fhir");
    }

    /** Returns the URL of the SMART configuration. */
    public URI smartConfiguration() {
        return origin.resolve("/fhir/.well-known/smart-configuration");
    }

    /** Returns the issuer, without a trailing slash. */
    public URI issuer() {
        return origin.resolve("/auth");
    }

    /** Returns the URL of the authorization endpoint. */
    public URI authorizationEndpoint() {
        return origin.resolve("/auth/authorize");
    }

    /** Returns the URL of the token endpoint. */
    public URI tokenEndpoint() {
        return origin.resolve("/auth/token");
    }

    /** Returns the URL of the introspection endpoint. */
    public URI introspectionEndpoint() {
        return origin.resolve("/auth/introspect");
    }

    /** Returns the URL of the revocation endpoint. */
    public URI revocationEndpoint() {
        return origin.resolve("/auth/revoke");
    }

    /** Returns the URL of the end session endpoint. */
    public URI endSessionEndpoint() {
        return origin.resolve("/auth/logout");
    }

    /** Returns the URL of the registration endpoint. */
    public URI registrationEndpoint() {
        return origin.resolve("/auth/register");
    }

    /**
     * Returns another FHIR base URL of the same server, without a trailing slash. The server's metadata lists this URL
     * as an associated endpoint.
     */
    public URI imagingBase() {
        return origin.resolve("/imaging");
    }

    /** Returns the URL of the bundle of user-access brands. */
    public URI brandsUrl() {
        return origin.resolve("/brands");
    }

    /** Returns the URL at which the server publishes a document. */
    public URI publishedUrl(String path) {
        return origin.resolve("/published/" + path);
    }
}
