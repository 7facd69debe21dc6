package io.safire.sandbox.control;

/** The parts of a server that can be scripted and whose requests are recorded. */
public enum Endpoint {
    /** {@code /.well-known/smart-configuration} below the FHIR base. */
    SMART_CONFIGURATION,
    /** The authorization endpoint. */
    AUTHORIZE,
    /** The token endpoint. */
    TOKEN,
    /** {@code /.well-known/openid-configuration} below the issuer. */
    OPENID_CONFIGURATION,
    /** The server's public keys. */
    JWKS,
    /** The introspection endpoint. */
    INTROSPECT,
    /** The revocation endpoint. */
    REVOKE,
    /** The registration endpoint, and the registrations below it. */
    REGISTER,
    /** FHIR resources. */
    FHIR,
    /** Documents that tests published. */
    PUBLISHED,
    /** The bundle of user-access brands. */
    BRANDS,
    /** Everything else, such as the EHR's launch page. */
    OTHER
}
