package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A successful token response.
 *
 * @param server the name of the server that sent the response
 * @param accessToken the access token
 * @param requestedScopes the requested scopes; compare them with {@link AccessToken#scopes()}
 * @param members the response as received, including the tokens and members that no specification defines
 * @param carriedOver the members that this response lacks and that earlier responses of the same launch had, such as
 *     the refresh token and launch context
 * @param validatedIdToken the validated ID token that identifies the user; null if no ID token was validated
 * @param findings the tolerated deviations that do not appear in the members
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#response-5">SMART App Launch 2.2.0, access
 *     token response</a>
 * @since 1.0
 */
public record TokenResponse(
        String server,
        AccessToken accessToken,
        Scopes requestedScopes,
        JsonObject members,
        JsonObject carriedOver,
        @Nullable IdToken validatedIdToken,
        List<Finding> findings) {

    public TokenResponse {
        requireNonNull(server, "server");
        requireNonNull(accessToken, "accessToken");
        requireNonNull(requestedScopes, "requestedScopes");
        requireNonNull(members, "members");
        requireNonNull(carriedOver, "carriedOver");
        findings = List.copyOf(findings);
    }

    /**
     * Creates a response that has neither a validated ID token nor findings.
     *
     * @param server the name of the server that sent the response
     * @param accessToken the access token
     * @param requestedScopes the requested scopes
     * @param members the response as received
     * @param carriedOver members of earlier responses of the same launch
     */
    public TokenResponse(
            String server,
            AccessToken accessToken,
            Scopes requestedScopes,
            JsonObject members,
            JsonObject carriedOver) {
        this(server, accessToken, requestedScopes, members, carriedOver, null, List.of());
    }

    /**
     * Returns the refresh token of this response. If a refresh returned no new refresh token, this is the refresh token
     * that was sent.
     *
     * @return the refresh token; store it as safely as a password
     */
    public Optional<String> refreshToken() {
        return new TokenMembers(members).string("refresh_token").or(() -> new TokenMembers(carriedOver)
                .string("refresh_token"));
    }

    /**
     * Returns the validated ID token that identifies the user. It is present if the scopes included {@code openid} and
     * the server issued an ID token. If the response to a refresh has no ID token, or an unusable ID token, the
     * identity from the launch is kept.
     *
     * @return the validated ID token
     * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core 1.0,
     *     ID token validation</a>
     */
    public Optional<IdToken> identity() {
        return Optional.ofNullable(validatedIdToken);
    }

    /**
     * Returns the ID token of this response as received, for uses such as the {@code id_token_hint} of a logout
     * request. Never sign a user in with this token, because this method does not validate it. Use {@link #identity()}
     * instead.
     *
     * @return the ID token, a JWS in compact serialization
     */
    public Optional<String> idToken() {
        return new TokenMembers(members).string("id_token");
    }

    /**
     * Returns the launch context, such as patient and encounter. Members that the response to a refresh does not repeat
     * keep their values.
     *
     * @return the launch context; empty for a backend service
     */
    public LaunchContext context() {
        return LaunchContext.of(carriedOver, members);
    }

    /**
     * Compares the requested scopes with the granted scopes, by meaning. Check the report before you request resources,
     * especially after a request with wildcard scopes.
     *
     * @return the comparison
     */
    public ScopeReport scopeReport() {
        return ScopeReport.of(requestedScopes, accessToken.scopes());
    }

    /**
     * Returns the requested scopes that were not granted, by meaning. For example, {@code patient/*.read} is not
     * missing if {@code patient/*.rs} was granted.
     *
     * @return the missing scopes
     */
    public Scopes missingScopes() {
        return requestedScopes.notCoveredBy(accessToken.scopes());
    }

    /**
     * Checks this response against the rules of SMART App Launch 2.2.0.
     *
     * @param flow the flow that requested the token
     * @return the violations, including {@link #findings()}, or an empty list
     */
    public List<Finding> conformance(TokenFlow flow) {
        return Stream.concat(TokenConformance.of(members, flow).stream(), findings.stream())
                .toList();
    }

    /** Returns only the names of the members, because their values may be secret. */
    @Override
    public String toString() {
        return ("TokenResponse[server=" + server + ", accessToken=" + accessToken + ", members=" + members.keySet()
                        + "]")
                .replaceAll("\\P{Print}", "?");
    }
}
