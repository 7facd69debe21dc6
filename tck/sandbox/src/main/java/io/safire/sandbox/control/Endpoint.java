package io.safire.sandbox.control;

/** The parts of a server that tests can script and whose requests the sandbox records. */
public enum Endpoint {
    /** {@code /.well-known/smart-configuration} below the FHIR base. */
    SMART_CONFIGURATION,
    /** The authorization endpoint. */
    AUTHORIZE,
    /** The token endpoint. */
    TOKEN,
    /** {@code /.well-known/openid-configuration} below the issuer. */
    OPENID_CONFIGURATION,
    /** The server's JWKS. */
    JWKS,
    /** The introspection endpoint. */
    INTROSPECT,
    /** The revocation endpoint. */
    REVOKE,
    /** The end session endpoint. */
    END_SESSION,
    /** The registration endpoint and the client configuration endpoints below this endpoint. */
    REGISTER,
    /** FHIR resources. */
    FHIR,
    /** {@code $export} below the FHIR base, a type or a group: the start of a bulk data export. */
    BULK_KICKOFF,
    /** The status URL of a bulk data export, also for {@code DELETE}. */
    BULK_STATUS,
    /** The pages of a manifest after the first page. */
    BULK_PAGE,
    /** The files of a bulk data export, also on another origin. */
    BULK_FILE,
    /** The documents that tests have published. */
    PUBLISHED,
    /** The bundle of user-access brands. */
    BRANDS,
    /** Every other path, such as the EHR's launch page. */
    OTHER
}
