package io.safire.internal.token;

import io.safire.internal.config.AdditionalParameters;
import io.safire.token.Scopes;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The authorization grant of a token request.
 *
 * @param parameters the form parameters of the grant
 * @param requestedScopes the scopes that are granted if the response contains no scopes (RFC 6749, section 5.1)
 * @param inheritedMembers the members of earlier responses of the same launch that the response inherits
 * @param issuingEndpoint the endpoint that issued the grant; empty if the token endpoint issued it, or if the
 *     endpoint is unknown
 * @param repeatable true if the grant can be used more than once; false for an authorization code and a refresh token
 */
public record Grant(
        Map<String, String> parameters,
        Scopes requestedScopes,
        JsonObject inheritedMembers,
        Optional<URI> issuingEndpoint,
        boolean repeatable) {

    static final String CLIENT_CREDENTIALS = "client_credentials";

    /**
     * @param authorizationEndpoint the endpoint that issued the code; empty if it is unknown
     */
    public static Grant authorizationCode(
            String code,
            String redirectUri,
            String codeVerifier,
            Optional<URI> authorizationEndpoint,
            Scopes requestedScopes) {
        Map<String, String> parameters = parameters("authorization_code");
        parameters.put("code", code);
        parameters.put("redirect_uri", redirectUri);
        parameters.put("code_verifier", codeVerifier);
        return new Grant(parameters, requestedScopes, JsonValue.EMPTY_JSON_OBJECT, authorizationEndpoint, false);
    }

    /**
     * @param scopes the scopes to request; empty to request the granted scopes
     */
    public static Grant refreshToken(
            String refreshToken, Scopes scopes, Scopes requestedScopes, JsonObject inheritedMembers) {
        Map<String, String> parameters = parameters("refresh_token");
        parameters.put("refresh_token", refreshToken);
        if (!scopes.isEmpty()) {
            parameters.put("scope", scopes.toString());
        }
        return new Grant(parameters, requestedScopes, inheritedMembers, Optional.empty(), false);
    }

    public static Grant clientCredentials(Scopes requestedScopes) {
        Map<String, String> parameters = parameters(CLIENT_CREDENTIALS);
        parameters.put("scope", requestedScopes.toString());
        return new Grant(parameters, requestedScopes, JsonValue.EMPTY_JSON_OBJECT, Optional.empty(), true);
    }

    /** Returns a copy with additional parameters, which do not replace the parameters of this grant. */
    public Grant with(AdditionalParameters additional) {
        Map<String, String> all = new LinkedHashMap<>(additional.values());
        all.putAll(parameters);
        return new Grant(all, requestedScopes, inheritedMembers, issuingEndpoint, repeatable);
    }

    public String type() {
        return parameters.getOrDefault("grant_type", "");
    }

    private static Map<String, String> parameters(String grantType) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", grantType);
        return parameters;
    }

    /** Omits the values, because most of them are secret. */
    @Override
    public String toString() {
        return "Grant[parameters=" + parameters.keySet() + "]";
    }
}
