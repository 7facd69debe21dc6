package io.safire.tck.fault;

import io.safire.sandbox.control.Endpoint;

/** What a client does with a server, in the order in which it is tried. */
public enum Flow {
    /** The keys by which an ID token is checked. First: keys are kept once they are read. */
    KEYS("ID token keys", Endpoint.OPENID_CONFIGURATION, "jwks_uri"),
    /** The bundle of user-access brands, which is kept too. */
    BRANDS("Brands", Endpoint.BRANDS, "user_access_brand_bundle"),
    /** An authorization code. */
    CODE("Code", Endpoint.TOKEN, "token_endpoint"),
    /** A refresh token. */
    REFRESH("Refresh", Endpoint.TOKEN, "token_endpoint"),
    /** The renewal of tokens that are kept for a user. */
    KEPT("Kept tokens", Endpoint.TOKEN, "token_endpoint"),
    /** A backend token. */
    BACKEND("Backend", Endpoint.TOKEN, "token_endpoint"),
    /** An introspection. */
    INTROSPECTION("Introspection", Endpoint.INTROSPECT, "introspection_endpoint"),
    /** A revocation. */
    REVOCATION("Revocation", Endpoint.REVOKE, "revocation_endpoint"),
    /** A registration. */
    REGISTRATION("Registration", Endpoint.REGISTER, "registration_endpoint"),
    /** The SMART configuration. Last: that it cannot be reached is remembered for seconds. */
    DISCOVERY("Discovery", Endpoint.SMART_CONFIGURATION, "");

    private final String words;
    private final Endpoint endpoint;
    private final String member;

    Flow(String words, Endpoint endpoint, String member) {
        this.words = words;
        this.endpoint = endpoint;
        this.member = member;
    }

    /**
     * How it is called in the documentation.
     *
     * @return words
     */
    public String words() {
        return words;
    }

    /**
     * Which part of the server it asks.
     *
     * @return the endpoint
     */
    public Endpoint endpoint() {
        return endpoint;
    }

    /**
     * Where its address stands in the SMART configuration.
     *
     * @return a member
     */
    public String member() {
        return member;
    }

    /**
     * Whether it begins with a GET without a credential, which may be redirected.
     *
     * @return true for discovery, brands and keys
     */
    public boolean isPlainGet() {
        return this == KEYS || this == BRANDS || this == DISCOVERY;
    }
}
