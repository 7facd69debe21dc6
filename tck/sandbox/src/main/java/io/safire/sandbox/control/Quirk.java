package io.safire.sandbox.control;

/** Things that real servers are known to do. */
public enum Quirk {
    /** Compares Basic credentials as they come, without form-decoding them. */
    RAW_BASIC,
    /** Refuses an assertion without {@code client_id} beside it. */
    CLIENT_ID_BESIDE_ASSERTION_REQUIRED,
    /** Gives no new refresh token on a refresh. */
    NO_REFRESH_ROTATION,
    /** Sends {@code expires_in} as a string. */
    EXPIRES_IN_AS_STRING,
    /** Leaves {@code expires_in} out. */
    NO_EXPIRES_IN,
    /** Leaves {@code scope} out. */
    NO_SCOPE_IN_ANSWER,
    /** Leaves {@code token_type} out. */
    NO_TOKEN_TYPE,
    /** Writes {@code bearer}. */
    TOKEN_TYPE_LOWER_CASE,
    /** Sends JSON as {@code text/html}. */
    WRONG_CONTENT_TYPE,
    /** Writes endpoints in the SMART configuration relative to the FHIR base. */
    RELATIVE_ENDPOINTS,
    /** Answers a wrong client with {@code {"error":"invalid_client"}} and nothing more. */
    BARE_INVALID_CLIENT,
    /** Answers a wrong client with 401 and an empty body. */
    EMPTY_401,
    /** Answers a wrong secret with {@code unauthorized_client}. */
    BAD_SECRET_AS_UNAUTHORIZED_CLIENT,
    /** Sends no {@code iss} to the redirect URI. */
    AUTHORIZE_NO_ISS,
    /** Accepts any {@code aud} in an authorization request. */
    AUTHORIZE_ANY_AUD,
    /** Wants the issuer as audience of an assertion. */
    ISSUER_AS_ASSERTION_AUDIENCE,
    /** Puts its only useful word into {@code error_uri}. */
    ERROR_URI_ONLY,
    /** Repeats the launch context on no refresh. */
    NO_REFRESH_CONTEXT,
    /** Introspects for a bearer, not for a client that authenticates. */
    INTROSPECTION_BY_BEARER,
    /** Answers the revocation of an unknown token with 200 and {@code {"error":"invalid_token"}}. */
    ERROR_WITH_200,
    /** Revokes refresh tokens only. */
    NO_ACCESS_TOKEN_REVOCATION,
    /** Sends an ID token on a refresh too, without nonce. */
    ID_TOKEN_ON_REFRESH,
    /** Registers clients without an initial access token. */
    OPEN_REGISTRATION,
    /** Sends the answer to a registration as {@code text/plain}. */
    REGISTRATION_AS_TEXT,
    /** Refuses the member {@code scope} of a registration with 403. */
    SCOPE_NOT_REGISTERED,
    /** Takes public keys as {@code jwks} only. */
    NO_JWKS_URI,
    /** Has no RFC 7592: gives no registration access token. */
    NO_REGISTRATION_MANAGEMENT
}
