package io.safire.token;

import static java.util.Objects.requireNonNull;

import io.safire.error.ValidationException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A request for a new access token by a refresh token.
 *
 * @param refreshToken the refresh token; never printed
 * @param grantedScopes what was granted with it, empty if not known; nothing that goes beyond its meaning is asked for
 * @param scopes what to ask for; empty, as the specification suggests, for all that was granted
 * @param carriedOver members of earlier answers that the new one takes over when it lacks them
 * @param earlierIdentity who the user of the launch is, which a refresh must not change; null if not known
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#refresh-access-token">SMART App Launch
 *     2.2.0, refresh access token</a>
 */
public record RefreshRequest(
        String refreshToken,
        Scopes grantedScopes,
        Scopes scopes,
        JsonObject carriedOver,
        @Nullable IdToken earlierIdentity) {

    /** Checks that all parts are there. */
    public RefreshRequest {
        if (requireNonNull(refreshToken, "refreshToken").isBlank()) {
            throw new IllegalArgumentException("refreshToken must not be blank");
        }
        requireNonNull(grantedScopes, "grantedScopes");
        requireNonNull(scopes, "scopes");
        requireNonNull(carriedOver, "carriedOver");
    }

    /**
     * A request for a user who is not known.
     *
     * @param refreshToken the refresh token
     * @param grantedScopes what was granted with it, empty if not known
     * @param scopes what to ask for; empty for all that was granted
     * @param carriedOver members of earlier answers that the new one takes over when it lacks them
     */
    public RefreshRequest(String refreshToken, Scopes grantedScopes, Scopes scopes, JsonObject carriedOver) {
        this(refreshToken, grantedScopes, scopes, carriedOver, null);
    }

    /**
     * A request with a refresh token of which nothing else is known.
     *
     * @param refreshToken the refresh token
     * @return the request, for all that was granted
     */
    public static RefreshRequest of(String refreshToken) {
        return new RefreshRequest(refreshToken, Scopes.none(), Scopes.none(), JsonValue.EMPTY_JSON_OBJECT);
    }

    /**
     * A request with the refresh token of an earlier answer, whose launch context and user stay those of the new one.
     *
     * @param tokens the earlier answer
     * @return the request, for all that was granted; {@link #withScopes} asks for less
     * @throws ValidationException if the answer has no refresh token
     */
    public static RefreshRequest of(TokenResponse tokens) {
        String refreshToken = tokens.refreshToken().orElseThrow(() -> withoutRefreshToken(tokens.server()));
        return new RefreshRequest(
                refreshToken,
                tokens.accessToken().scopes(),
                Scopes.none(),
                tokens.context().members(),
                tokens.validatedIdToken());
    }

    private static ValidationException withoutRefreshToken(String server) {
        String reason = "there is none";
        return new ValidationException(
                server,
                "SAFIRE-0002 " + server + ": Validation failed for refresh_token: " + reason
                        + ". Add offline_access or online_access to the setting scopes of this server, and start a new"
                        + " launch.",
                "refresh_token",
                reason);
    }

    /**
     * The same request for fewer scopes.
     *
     * @param fewer the scopes to ask for
     * @return the request
     */
    public RefreshRequest withScopes(Scopes fewer) {
        return new RefreshRequest(refreshToken, grantedScopes, fewer, carriedOver, earlierIdentity);
    }

    @Override
    public String toString() {
        return "RefreshRequest[refreshToken=***, grantedScopes=" + grantedScopes + ", scopes=" + scopes + "]";
    }
}
