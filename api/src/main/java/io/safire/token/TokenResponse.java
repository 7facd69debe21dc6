package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.Finding;
import io.safire.launch.LaunchContext;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a token endpoint.
 *
 * @param server the name of the server that it came from
 * @param accessToken the access token
 * @param requestedScopes what was asked for, to be compared with {@link AccessToken#scopes()}
 * @param members the answer as it came, with every member that no specification names; it holds the tokens
 * @param carriedOver what earlier answers of the same launch said and this one does not: refresh token and launch context
 * @param validatedIdToken who the user is, null if that is not known
 * @param findings what was tolerated while the answer was read and is not to be seen in its members
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#response-5">SMART App Launch 2.2.0, access
 *     token response</a>
 */
public record TokenResponse(
        String server,
        AccessToken accessToken,
        Scopes requestedScopes,
        JsonObject members,
        JsonObject carriedOver,
        @Nullable IdToken validatedIdToken,
        List<Finding> findings) {

    /** Checks that all parts are there, and copies. */
    public TokenResponse {
        requireNonNull(server, "server");
        requireNonNull(accessToken, "accessToken");
        requireNonNull(requestedScopes, "requestedScopes");
        requireNonNull(members, "members");
        requireNonNull(carriedOver, "carriedOver");
        findings = List.copyOf(findings);
    }

    /**
     * An answer that says nothing of the user.
     *
     * @param server the name of the server that it came from
     * @param accessToken the access token
     * @param requestedScopes what was asked for
     * @param members the answer as it came
     * @param carriedOver what earlier answers of the same launch said and this one does not
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
     * The refresh token: the one of this answer or, when the server sent none on a refresh, the one that was used.
     *
     * @return the token; to be kept as safely as a password
     */
    public Optional<String> refreshToken() {
        return new Members(members).text("refresh_token").or(() -> new Members(carriedOver).text("refresh_token"));
    }

    /**
     * Who the user is. There when {@code openid} was among the scopes and the server sent an ID token; it has been checked
     * then. A refresh that brings none, or one that cannot be used, leaves the identity as it was.
     *
     * @return the checked ID token
     * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core 1.0, ID
     *     token validation</a>
     */
    public Optional<IdToken> identity() {
        return Optional.ofNullable(validatedIdToken);
    }

    /**
     * The ID token of this answer as it came, not checked by this method: who the user is says {@link #identity()}. For
     * what needs the text, such as the {@code id_token_hint} of a sign-out.
     *
     * @return the compact JWS
     */
    public Optional<String> idToken() {
        return new Members(members).text("id_token");
    }

    /**
     * The launch context: patient, encounter and the like, those of the launch where a refresh does not repeat them.
     *
     * @return the context, empty in a backend service
     */
    public LaunchContext context() {
        return LaunchContext.of(carriedOver, members);
    }

    /**
     * What was granted against what was asked for, by meaning. To be looked at before resources are asked for, above all
     * after a request for wildcards.
     *
     * @return the comparison
     */
    public ScopeReport scopeReport() {
        return ScopeReport.of(requestedScopes, accessToken.scopes());
    }

    /**
     * What was asked for and not granted, by meaning: {@code patient/*.read} is not missing where {@code patient/*.rs} was
     * granted.
     *
     * @return the scopes that are missing
     */
    public Scopes missingScopes() {
        return requestedScopes.notCoveredBy(accessToken.scopes());
    }

    /**
     * Compares the answer with what SMART App Launch 2.2.0 requires of it.
     *
     * @param flow the way the token was asked for
     * @return what is wrong, {@link #findings()} included; empty if nothing
     */
    public List<Finding> conformance(TokenFlow flow) {
        return Stream.concat(TokenConformance.of(members, flow).stream(), findings.stream())
                .toList();
    }

    /** Names the members; their values may be secret. */
    @Override
    public String toString() {
        return ("TokenResponse[server=" + server + ", accessToken=" + accessToken + ", members=" + members.keySet()
                        + "]")
                .replaceAll("\\P{Print}", "?");
    }
}
