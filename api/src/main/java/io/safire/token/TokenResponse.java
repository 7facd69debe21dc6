package io.safire.token;

import io.safire.diagnosis.Finding;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A successful token response.
 *
 * <p>The library creates the responses. In tests, create an instance with {@link #of}.
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

    /** {@return the access token} */
    AccessToken accessToken();

    /** {@return the requested scopes; compare them with {@link AccessToken#scopes()}} */
    Scopes requestedScopes();

    /** {@return the response as received, including the tokens and members that no specification defines} */
    JsonObject members();

    /**
     * {@return the members that only earlier responses of the same launch contained, such as the refresh token and
     * launch context}
     */
    JsonObject carriedOver();

    /**
     * Returns the deviations that the library tolerated when it received this response. {@link #conformance(TokenFlow)}
     * returns these deviations and the violations in the members of this response.
     *
     * @return the findings, or an empty list
     */
    List<Finding> findings();

    /**
     * {@return the refresh token of this response; store it as safely as a password} If the response to a refresh
     * contains no new refresh token, this method returns the refresh token that the client sent.
     */
    Optional<String> refreshToken();

    /**
     * {@return the validated ID token that identifies the user} The ID token is present if the scopes included
     * {@code openid} and the server issued an ID token. If the response to a refresh has no usable ID token, this
     * method returns the ID token from the launch.
     *
     * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core 1.0,
     *     ID token validation</a>
     */
    Optional<IdToken> identity();

    /**
     * Returns the ID token as received, for example for the {@code id_token_hint} of a logout request. If the response
     * to a refresh has no ID token, and {@code post-logout-redirect-uri} is set, this method returns the earlier ID
     * token. Never sign a user in with this token, because this method does not validate it. To identify the user, use
     * {@link #identity()} instead.
     *
     * @return the ID token, a JWS in compact serialization
     */
    Optional<String> idToken();

    /**
     * {@return the launch context, such as patient and encounter; empty for a backend service} If the response to a
     * refresh omits a member of the launch context, the member keeps its value.
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
     * missing if the server granted {@code patient/*.rs}.
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
     * Checks the members of any token response, such as a response that another library received, against the rules of
     * SMART App Launch 2.2.0.
     *
     * @param members the members of the response, as a {@link JsonObject}, or as a map of strings and numbers
     * @param flow the flow that requested the token
     * @return the violations, or an empty list
     */
    static List<Finding> conformance(Map<String, ?> members, TokenFlow flow) {
        return TokenConformance.of(members, flow);
    }

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
     * @param findings the findings that replace the findings of this response
     * @return the copy
     */
    TokenResponse withFindings(List<Finding> findings);
}
