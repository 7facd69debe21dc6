package io.safire.sandbox;

import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;

/**
 * The introspection endpoint (RFC 7662). The introspection endpoint requires client authentication or, with
 * {@link io.safire.sandbox.control.Quirk#INTROSPECTION_BY_BEARER}, a bearer token.
 */
final class IntrospectionEndpoint {

    private static final String BEARER = "Bearer ";

    private final EhrState ehr;
    private final ClientAuthenticationCheck clientAuthentication;

    IntrospectionEndpoint(EhrState ehr, ClientAuthenticationCheck clients) {
        this.ehr = ehr;
        this.clientAuthentication = clients;
    }

    OutgoingResponse respond(IncomingRequest request) {
        try {
            if (!request.method().equals("POST") || request.form().isEmpty()) {
                throw OAuthErrorException.badRequest("the request must be a POST with a form");
            }
            Map<String, String> parameters = request.parameters();
            authenticate(request, parameters);
            String token = parameters.getOrDefault("token", "");
            if (token.isEmpty()) {
                throw OAuthErrorException.badRequest("token is missing");
            }
            return OutgoingResponse.json(200, describe(token));
        } catch (OAuthErrorException error) {
            return error.response();
        }
    }

    private void authenticate(IncomingRequest request, Map<String, String> parameters) {
        String header = request.header("authorization");
        if (!ehr.has(Quirk.INTROSPECTION_BY_BEARER)) {
            if (header.startsWith(BEARER)) {
                throw new OAuthErrorException(401, "invalid_request", "Authentication failed.");
            }
            clientAuthentication.authenticate(request, parameters);
        } else if (!header.startsWith(BEARER)) {
            throw OAuthErrorException.invalidClient("a bearer token is required");
        } else if (ehr.grants().validAccessToken(header.substring(BEARER.length()), ehr.now()) == null) {
            throw new OAuthErrorException(401, "invalid_token", "the bearer token is invalid or has expired");
        }
    }

    private JsonObject describe(String value) {
        Grants.Token access = ehr.grants().validAccessToken(value, ehr.now());
        Grants.Token token = access == null ? ehr.grants().refreshTokens.get(value) : access;
        JsonObjectBuilder response = SandboxJson.createObjectBuilder().add("active", token != null);
        if (token != null) {
            response.add("client_id", token.clientId())
                    .add("scope", token.scope())
                    .add("iss", ehr.issuer())
                    .add("aud", ehr.fhirBase());
            if (Grants.scopes(token.scope()).contains("openid")) {
                response.add("sub", "dr-1").add("fhirUser", ehr.fhirBase() + "/Practitioner/dr-1");
            }
            token.context().forEach(response::add);
        }
        if (access != null) {
            response.add("exp", access.expiresAt().getEpochSecond());
            response.add("iat", access.expiresAt().getEpochSecond() - ehr.tokenLifetime());
        }
        return response.build();
    }
}
