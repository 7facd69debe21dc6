package io.safire.sandbox;

import io.safire.sandbox.control.Quirk;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;

/**
 * The introspection endpoint (RFC 7662). It accepts either client authentication or, with a quirk, a bearer token.
 */
final class Introspection {

    private static final String BEARER = "Bearer ";

    private final Ehr ehr;
    private final ClientCheck clients;

    Introspection(Ehr ehr, ClientCheck clients) {
        this.ehr = ehr;
        this.clients = clients;
    }

    Outgoing answer(Incoming request) {
        try {
            if (!request.method().equals("POST") || request.form().isEmpty()) {
                throw OAuthError.badRequest("the request must be a POST with a form");
            }
            Map<String, String> parameters = request.parameters();
            authenticate(request, parameters);
            String token = parameters.getOrDefault("token", "");
            if (token.isEmpty()) {
                throw OAuthError.badRequest("token is missing");
            }
            return Outgoing.json(200, description(token));
        } catch (OAuthError error) {
            return error.outgoing();
        }
    }

    private void authenticate(Incoming request, Map<String, String> parameters) {
        String header = request.header("authorization");
        if (!ehr.has(Quirk.INTROSPECTION_BY_BEARER)) {
            if (header.startsWith(BEARER)) {
                throw new OAuthError(401, "invalid_request", "Authentication failed.");
            }
            clients.authenticate(request, parameters);
        } else if (!header.startsWith(BEARER)) {
            throw OAuthError.invalidClient("a bearer token is required");
        } else if (ehr.grants().validAccessToken(header.substring(BEARER.length()), ehr.now()) == null) {
            throw new OAuthError(401, "invalid_token", "the bearer token is invalid or has expired");
        }
    }

    private JsonObject description(String value) {
        Grants.Token access = ehr.grants().validAccessToken(value, ehr.now());
        Grants.Token token = access == null ? ehr.grants().refreshTokens.get(value) : access;
        JsonObjectBuilder answer = Json.createObjectBuilder().add("active", token != null);
        if (token != null) {
            answer.add("client_id", token.clientId())
                    .add("scope", token.scope())
                    .add("iss", ehr.issuer())
                    .add("aud", ehr.fhirBase());
            if (Grants.scopes(token.scope()).contains("openid")) {
                answer.add("sub", "dr-1").add("fhirUser", ehr.fhirBase() + "/Practitioner/dr-1");
            }
            token.context().forEach(answer::add);
        }
        if (access != null) {
            answer.add("exp", access.expiresAt().getEpochSecond());
            answer.add("iat", access.expiresAt().getEpochSecond() - ehr.tokenLifetime());
        }
        return answer.build();
    }
}
