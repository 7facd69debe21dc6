package io.safire.tck.fault;

import io.safire.sandbox.control.Endpoint;

/** The flows of a client, in the order of the tests. */
public enum FaultFlow {
    /** Loading the keys that verify ID tokens. This flow comes first, because clients cache the keys. */
    KEYS("ID token keys", Endpoint.OPENID_CONFIGURATION, "jwks_uri"),
    /** Loading the bundle of user-access brands, which clients cache too. */
    BRANDS("Brands", Endpoint.BRANDS, "user_access_brand_bundle"),
    /** The exchange of an authorization code. */
    CODE("Code", Endpoint.TOKEN, "token_endpoint"),
    /** A refresh by the application. */
    REFRESH("Refresh", Endpoint.TOKEN, "token_endpoint"),
    /** A refresh of stored user tokens by the library. */
    USER_TOKENS("Stored user tokens", Endpoint.TOKEN, "token_endpoint"),
    /** The request for a backend service's token. */
    BACKEND("Backend", Endpoint.TOKEN, "token_endpoint"),
    /** The introspection of a token. */
    INTROSPECTION("Introspection", Endpoint.INTROSPECT, "introspection_endpoint"),
    /** The revocation of a token. */
    REVOCATION("Revocation", Endpoint.REVOKE, "revocation_endpoint"),
    /** The registration of a client. */
    REGISTRATION("Registration", Endpoint.REGISTER, "registration_endpoint"),
    /** Loading the SMART configuration. This flow comes last, because clients cache a failed discovery for seconds. */
    DISCOVERY("Discovery", Endpoint.SMART_CONFIGURATION, "");

    private final String title;
    private final Endpoint endpoint;
    private final String member;

    FaultFlow(String title, Endpoint endpoint, String member) {
        this.title = title;
        this.endpoint = endpoint;
        this.member = member;
    }

    /** Returns the name for the documentation. */
    public String title() {
        return title;
    }

    /** Returns the endpoint that the flow calls. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Returns the member of the SMART configuration that contains the endpoint's URL. */
    public String member() {
        return member;
    }

    /** Returns whether the flow starts with a GET request without credentials. Only such requests follow redirects. */
    public boolean isPlainGet() {
        return this == KEYS || this == BRANDS || this == DISCOVERY;
    }
}
