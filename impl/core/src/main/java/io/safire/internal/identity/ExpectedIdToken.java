package io.safire.internal.identity;

import static java.util.Objects.requireNonNullElse;

import io.safire.launch.AuthorizationCode;
import io.safire.launch.AuthorizationRequest;
import io.safire.token.Scopes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that the ID token of an authorization code response must match.
 *
 * @param scopes the requested scopes; empty if unknown. If they contain {@code openid}, the response must contain an ID
 *     token
 * @param clientId the audience of the ID token
 * @param nonce the {@code nonce} of the authorization request; empty if it is unknown or was not sent
 */
public record ExpectedIdToken(Scopes scopes, String clientId, Optional<String> nonce) {

    private static final String OPENID = "openid";

    public static ExpectedIdToken of(AuthorizationRequest request) {
        return new ExpectedIdToken(
                request.scopes(), request.parameters().getOrDefault("client_id", ""), request.nonce());
    }

    public static ExpectedIdToken of(AuthorizationCode code, @Nullable String clientId) {
        return new ExpectedIdToken(code.scopes(), requireNonNullElse(clientId, ""), Optional.ofNullable(code.nonce()));
    }

    boolean isRequested() {
        return scopes.contains(OPENID);
    }

    boolean isPossible() {
        return scopes.isEmpty() || isRequested();
    }

    @Override
    public String toString() {
        return "ExpectedIdToken[scopes=" + scopes + ", clientId=" + clientId + "]";
    }
}
