package io.safire.token;

import io.safire.diagnosis.Finding;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A successful token response.
 *
 * <p>The library creates the responses. In tests, create one with {@link #of}.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#response-5">SMART App Launch 2.2.0, access
 *     token response</a>
 * @since 1.0
 */
public interface TokenResponse {

    /**
     * Returns the name of the server that sent the response.
     *
     * @return the configured name
     */
    String server();

    /**
     * Returns the access token.
     *
     * @return the access token
     */
    AccessToken accessToken();

    /**
     * Returns the requested scopes; compare them with {@link AccessToken#scopes()}.
     *
     * @return the requested scopes
     */
    Scopes requestedScopes();

    /**
     * Returns the response as received, including the tokens and members that no specification defines.
     *
     * @return the members
     */
    JsonObject members();

    /**
     * Returns the members that this response lacks and that earlier responses of the same launch had, such as the
     * refresh token and launch context.
     *
     * @return the members of earlier responses
     */
    JsonObject carriedOver();

    /**
     * Returns the tolerated deviations that do not appear in the members.
     *
     * @return the findings, or an empty list
     */
    List<Finding> findings();

    /**
     * Returns the refresh token of this response. If a refresh returned no new refresh token, this is the refresh token
     * that was sent.
     *
     * @return the refresh token; store it as safely as a password
     */
    Optional<String> refreshToken();

    /**
     * Returns the validated ID token that identifies the user. It is present if the scopes included {@code openid} and
     * the server issued an ID token. If the response to a refresh has no ID token, or an unusable ID token, the
     * identity from the launch is kept.
     *
     * @return the validated ID token
     * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core 1.0,
     *     ID token validation</a>
     */
    Optional<IdToken> identity();

    /**
     * Returns the ID token of this response as received, for uses such as the {@code id_token_hint} of a logout
     * request. Never sign a user in with this token, because this method does not validate it. Use {@link #identity()}
     * instead.
     *
     * @return the ID token, a JWS in compact serialization
     */
    Optional<String> idToken();

    /**
     * Returns the launch context, such as patient and encounter. Members that the response to a refresh does not repeat
     * keep their values.
     *
     * @return the launch context; empty for a backend service
     */
    LaunchContext context();

    /**
     * Compares the requested scopes with the granted scopes, by meaning. Check the report before you request resources,
     * especially after a request with wildcard scopes.
     *
     * @return the comparison
     */
    ScopeReport scopeReport();

    /**
     * Returns the requested scopes that were not granted, by meaning. For example, {@code patient/*.read} is not
     * missing if {@code patient/*.rs} was granted.
     *
     * @return the missing scopes
     */
    Scopes missingScopes();

    /**
     * Checks this response against the rules of SMART App Launch 2.2.0.
     *
     * @param flow the flow that requested the token
     * @return the violations, including {@link #findings()}, or an empty list
     */
    List<Finding> conformance(TokenFlow flow);

    /**
     * Creates a response that has neither a validated ID token nor findings.
     *
     * @param server the name of the server that sent the response
     * @param accessToken the access token
     * @param requestedScopes the requested scopes
     * @param members the response as received
     * @param carriedOver members of earlier responses of the same launch
     * @return the response
     */
    static TokenResponse of(
            String server,
            AccessToken accessToken,
            Scopes requestedScopes,
            JsonObject members,
            JsonObject carriedOver) {
        return new TokenResponseRecord(
                server, accessToken, requestedScopes, members, carriedOver, Optional.empty(), List.of());
    }

    /**
     * Returns a copy of this response with another validated ID token.
     *
     * @param identity the ID token
     * @return the copy
     */
    TokenResponse withIdentity(IdToken identity);

    /**
     * Returns a copy of this response with other findings.
     *
     * @param findings the findings that replace those of this response
     * @return the copy
     */
    TokenResponse withFindings(List<Finding> findings);
}
