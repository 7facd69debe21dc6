package io.safire.internal.config;

/** A rule of EHRs that a diagnosis compares with the settings of a client. */
public enum EhrRule {
    /** {@code authorize-method=post} requires an EHR launch. */
    POST_FOR_EHR_LAUNCH_ONLY(Setting.AUTHORIZE_METHOD),
    /** A key for ES384 requires {@code jwks-url}. */
    EC_KEY_BY_JWKS_URL_ONLY(Setting.JWKS_URL),
    /** Client assertions require RS384. */
    RS384_ONLY(Setting.PRIVATE_KEY),
    /** {@code client-authentication-method} must not be {@code client_secret_post}. */
    NO_CLIENT_SECRET_POST(Setting.CLIENT_AUTHENTICATION_METHOD),
    /** {@code offline_access} requires client authentication. */
    OFFLINE_ACCESS_FOR_CONFIDENTIAL_CLIENT(Setting.CLIENT_TYPE),
    /** {@code online_access} alone gives no refresh token. */
    OFFLINE_ACCESS_FOR_REFRESH_TOKEN(Setting.SCOPES),
    /** Scopes must name the resource type. */
    NO_WILDCARD_SCOPES(Setting.SCOPES),
    /** Scopes must have the syntax of SMART 1 or of SMART 2, not both. */
    ONE_SCOPE_SYNTAX(Setting.SCOPES),
    /** Scopes must have one of the levels {@code patient/}, {@code user/} and {@code system/}. */
    ONE_ACCESS_LEVEL(Setting.SCOPES),
    /** Scopes must not contain permissions to create, update or delete. */
    READ_ONLY_SCOPES(Setting.SCOPES),
    /** {@code refresh-ahead} must leave more than one minute between two refreshes. */
    LATE_REFRESH(Setting.REFRESH_AHEAD);

    private final Setting setting;

    EhrRule(Setting setting) {
        this.setting = setting;
    }

    /** Returns the setting to change if a client does not comply with the rule. */
    public Setting setting() {
        return setting;
    }
}
