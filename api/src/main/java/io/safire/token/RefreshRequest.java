package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.ApiMessage;
import io.safire.error.ValidationException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A request for a new access token with a refresh token.
 *
 * @param server the name of the server that issued the refresh token; empty if unknown. The clients of other servers
 *     reject the request
 * @param refreshToken the refresh token; {@code toString} masks it
 * @param grantedScopes the scopes granted with the refresh token; empty if unknown. The client rejects a request for
 *     more scopes
 * @param scopes the scopes to request; empty for all granted scopes, as SMART App Launch recommends
 * @param carriedOver members of earlier responses. If the new response lacks one of these members, the member of the
 *     earlier response applies
 * @param earlierIdentity the user of the launch, which a refresh must not change; null if unknown
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#refresh-access-token">SMART App Launch
 *     2.2.0, refresh access token</a>
 * @since 1.0
 */
public record RefreshRequest(
        String server,
        String refreshToken,
        Scopes grantedScopes,
        Scopes scopes,
        JsonObject carriedOver,
        @Nullable IdToken earlierIdentity) {

    /**
     * Creates a request.
     *
     * @throws IllegalArgumentException if the refresh token is blank
     */
    public RefreshRequest {
        requireNonNull(server, "server");
        if (requireNonNull(refreshToken, "refreshToken").isBlank()) {
            throw new IllegalArgumentException("refreshToken must not be blank");
        }
        requireNonNull(grantedScopes, "grantedScopes");
        requireNonNull(scopes, "scopes");
        requireNonNull(carriedOver, "carriedOver");
    }

    /**
     * Creates a request for which the server and the user are unknown.
     *
     * @param refreshToken the refresh token
     * @param grantedScopes the scopes granted with the refresh token, empty if unknown
     * @param scopes the scopes to request; empty for all granted scopes
     * @param carriedOver members of earlier responses. If the new response lacks one of these members, the member of
     *     the earlier response applies
     * @throws IllegalArgumentException if the refresh token is blank
     */
    public RefreshRequest(String refreshToken, Scopes grantedScopes, Scopes scopes, JsonObject carriedOver) {
        this("", refreshToken, grantedScopes, scopes, carriedOver, null);
    }

    /**
     * Creates a request for all granted scopes, given only a refresh token.
     *
     * @param refreshToken the refresh token
     * @return the request
     * @throws IllegalArgumentException if the refresh token is blank
     */
    public static RefreshRequest of(String refreshToken) {
        return new RefreshRequest(refreshToken, Scopes.none(), Scopes.none(), JsonValue.EMPTY_JSON_OBJECT);
    }

    /**
     * Creates a request for all granted scopes from an earlier response. The new response keeps the launch context and
     * user of the earlier response. The client also keeps the ID token if {@code post-logout-redirect-uri} is set.
     *
     * @param tokens the earlier response
     * @return the request; use {@link #withScopes} to request fewer scopes
     * @throws ValidationException if the response has no refresh token
     */
    public static RefreshRequest of(TokenResponse tokens) {
        String refreshToken = tokens.refreshToken().orElseThrow(() -> missingRefreshToken(tokens.server()));
        return new RefreshRequest(
                tokens.server(),
                refreshToken,
                tokens.accessToken().scopes(),
                Scopes.none(),
                carriedOver(tokens),
                tokens.identity().orElse(null));
    }

    private static JsonObject carriedOver(TokenResponse tokens) {
        JsonObjectBuilder members = TokenMembers.objectBuilder();
        tokens.context().members().forEach(members::add);
        tokens.idToken().ifPresent(idToken -> members.add("id_token", idToken));
        return members.build();
    }

    private static ValidationException missingRefreshToken(String server) {
        String reason = "is missing";
        return new ValidationException(ApiMessage.NO_REFRESH_TOKEN.format(server, reason), "refresh_token", reason);
    }

    /**
     * Returns a copy of this request with other scopes.
     *
     * @param newScopes the scopes to request, which must not exceed the granted scopes
     * @return the request
     */
    public RefreshRequest withScopes(Scopes newScopes) {
        return new RefreshRequest(server, refreshToken, grantedScopes, newScopes, carriedOver, earlierIdentity);
    }

    @Override
    public String toString() {
        return "RefreshRequest[refreshToken=***, grantedScopes=" + grantedScopes + ", scopes=" + scopes + "]";
    }
}
