package io.safire.internal.token;

import io.safire.internal.http.HttpSender.RetryPolicy;
import io.safire.token.Scopes;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The authorization grant of a token request. */
public sealed interface Grant {

    Map<String, String> parameters();

    /** Returns the scopes that are granted if the response contains no scopes (RFC 6749, section 5.1). */
    Scopes requestedScopes();

    /** Returns the members of earlier responses of the same launch that the response inherits. */
    default JsonObject inheritedMembers() {
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    /**
     * Returns the condition for a retry of the request. An authorization code or refresh token can be used only once, so
     * a request with one of these is retried only if it was never sent.
     */
    default RetryPolicy retryPolicy() {
        return RetryPolicy.ONLY_IF_NOT_SENT;
    }

    /** Returns the endpoint that issued the grant; empty if the token endpoint issued it. */
    default Optional<URI> issuingEndpoint() {
        return Optional.empty();
    }

    record AuthorizationCode(
            String code, String redirectUri, String codeVerifier, URI authorizationEndpoint, Scopes requestedScopes)
            implements Grant {
        @Override
        public Optional<URI> issuingEndpoint() {
            return Optional.of(authorizationEndpoint);
        }

        @Override
        public Map<String, String> parameters() {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("grant_type", "authorization_code");
            parameters.put("code", code);
            parameters.put("redirect_uri", redirectUri);
            parameters.put("code_verifier", codeVerifier);
            return parameters;
        }

        @Override
        public String toString() {
            return "AuthorizationCode[***]";
        }
    }

    /**
     * A refresh token.
     *
     * @param scopes the scopes to request; empty to request the granted scopes
     */
    record RefreshToken(String refreshToken, Scopes scopes, Scopes requestedScopes, JsonObject inheritedMembers)
            implements Grant {
        @Override
        public Map<String, String> parameters() {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("grant_type", "refresh_token");
            parameters.put("refresh_token", refreshToken);
            if (!scopes.isEmpty()) {
                parameters.put("scope", scopes.toString());
            }
            return parameters;
        }

        @Override
        public String toString() {
            return "RefreshToken[***]";
        }
    }

    record ClientCredentials(Scopes requestedScopes) implements Grant {
        @Override
        public Map<String, String> parameters() {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("grant_type", "client_credentials");
            parameters.put("scope", requestedScopes.toString());
            return parameters;
        }

        @Override
        public RetryPolicy retryPolicy() {
            return RetryPolicy.ON_TRANSIENT_FAILURE;
        }
    }
}
