package io.safire.sandbox;

/** The check of the access token in a request. */
final class BearerTokenCheck {

    private static final String SCHEME = "Bearer ";

    private final EhrState ehr;

    BearerTokenCheck(EhrState ehr) {
        this.ehr = ehr;
    }

    /**
     * Returns the token of a request.
     *
     * @throws FhirErrorException if the request has no valid access token
     */
    Grants.Token check(IncomingRequest request) {
        String bearer = bearer(request.header("authorization"));
        Grants.Token token = ehr.grants().validAccessToken(bearer, ehr.now());
        if (token == null) {
            throw new FhirErrorException(unauthorized(ehr.grants().accessTokens.containsKey(bearer)));
        }
        ehr.grants().families.recordUse(token, bearer);
        return token;
    }

    static FhirErrorException insufficientScope() {
        return new FhirErrorException(
                FhirErrorException.outcome(403, "forbidden", "the token's scopes do not permit this request")
                        .withHeader("WWW-Authenticate", "Bearer realm=\"sandbox\", error=\"insufficient_scope\""));
    }

    private static String bearer(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? header.substring(SCHEME.length()) : "";
    }

    /** Responds as RFC 6750, section 3, specifies, and states whether the token has expired. */
    private static OutgoingResponse unauthorized(boolean expired) {
        String description = expired ? ", error_description=\"The access token expired\"" : "";
        return FhirErrorException.outcome(401, "login", "a valid bearer token is required")
                .withHeader("WWW-Authenticate", "Bearer realm=\"sandbox\", error=\"invalid_token\"" + description);
    }
}
