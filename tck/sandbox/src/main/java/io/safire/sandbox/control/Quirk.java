package io.safire.sandbox.control;

/** A deviation from the specifications that is known from real servers. */
public enum Quirk {
    /** Compares the credentials of HTTP Basic authentication without form-decoding them first. */
    RAW_BASIC,
    /** Rejects a client assertion in a request without {@code client_id}. */
    CLIENT_ID_BESIDE_ASSERTION_REQUIRED,
    /** Issues no new refresh token on a refresh. */
    NO_REFRESH_ROTATION,
    /** Sends {@code expires_in} as a string. */
    EXPIRES_IN_AS_STRING,
    /** Omits {@code expires_in}. */
    NO_EXPIRES_IN,
    /** Omits {@code scope} from the token response. */
    NO_SCOPE_IN_RESPONSE,
    /** Omits {@code token_type}. */
    NO_TOKEN_TYPE,
    /** Sends the {@code token_type} {@code bearer} in lower case. */
    TOKEN_TYPE_LOWER_CASE,
    /** Sends JSON as {@code text/html}. */
    WRONG_CONTENT_TYPE,
    /**
     * Publishes relative URLs in the SMART configuration. The FHIR base {@code /fhir} has no trailing slash, so
     * {@code auth/token}, for example, stands for {@code /auth/token} (RFC 1808).
     */
    RELATIVE_ENDPOINTS,
    /** Responds to a failed client authentication with {@code {"error":"invalid_client"}} and no other member. */
    BARE_INVALID_CLIENT,
    /** Responds to a failed client authentication with 401 and an empty body. */
    EMPTY_401,
    /** Responds to a wrong client secret with {@code unauthorized_client}. */
    BAD_SECRET_AS_UNAUTHORIZED_CLIENT,
    /** Omits {@code iss} from the authorization response. */
    AUTHORIZE_NO_ISS,
    /** Accepts any {@code aud} in an authorization request. */
    AUTHORIZE_ANY_AUD,
    /** Requires the issuer as the audience of a client assertion. */
    ISSUER_AS_ASSERTION_AUDIENCE,
    /** Describes errors only in {@code error_uri}. */
    ERROR_URI_ONLY,
    /** Omits the launch context from the response to a refresh. */
    NO_REFRESH_CONTEXT,
    /** Requires a bearer token instead of client authentication at the introspection endpoint. */
    INTROSPECTION_BY_BEARER,
    /** Responds to the revocation of an unknown token with 200 and {@code {"error":"invalid_token"}}. */
    ERROR_WITH_200,
    /** Revokes only refresh tokens. */
    NO_ACCESS_TOKEN_REVOCATION,
    /** Issues an ID token without {@code nonce} on each refresh, in addition to the ID token from the code exchange. */
    ID_TOKEN_ON_REFRESH,
    /** Registers clients without an initial access token. */
    OPEN_REGISTRATION,
    /** Sends the registration response as {@code text/plain}. */
    REGISTRATION_AS_TEXT,
    /** Responds with 403 to a registration that contains the member {@code scope}. */
    SCOPE_NOT_REGISTERED,
    /** Accepts public keys only as {@code jwks}. */
    NO_JWKS_URI,
    /** Issues no registration access token, because the server does not support RFC 7592. */
    NO_REGISTRATION_MANAGEMENT,
    /** Rejects an authorization request by POST without the scope {@code launch}. */
    POST_FOR_EHR_LAUNCH_ONLY,
    /** Rejects ES384 client assertions if the keys of the client have no URL. */
    EC_KEY_BY_URL_ONLY,
    /** Rejects client assertions with an algorithm other than RS384. */
    RS384_ONLY,
    /** Issues no refresh token to public clients. */
    NO_REFRESH_TOKEN_FOR_PUBLIC_CLIENT,
    /** Issues no refresh token for {@code online_access}. */
    NO_REFRESH_TOKEN_FOR_ONLINE_ACCESS,
    /** Responds with 429 to a refresh within one minute. */
    REFRESH_THROTTLED,
    /** Grants no scope with a wildcard for the resource type. */
    NO_WILDCARD_SCOPES,
    /** Grants no SMART 1 scope with write access if the request also contains SMART 2 scopes. */
    NO_WRITE_FOR_MIXED_SYNTAX,
    /** Rejects a FHIR request whose token has scopes of both SMART versions, or of several levels. */
    ONE_KIND_OF_SCOPES
}
