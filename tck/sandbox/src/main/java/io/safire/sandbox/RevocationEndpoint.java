package io.safire.sandbox;

import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxClient;
import java.util.Map;

/** The revocation endpoint (RFC 7009). A client can revoke only its own tokens. */
final class RevocationEndpoint {

    private final EhrState ehr;
    private final ClientAuthenticationCheck clientAuthentication;

    RevocationEndpoint(EhrState ehr, ClientAuthenticationCheck clients) {
        this.ehr = ehr;
        this.clientAuthentication = clients;
    }

    OutgoingResponse respond(IncomingRequest request) {
        try {
            if (!request.method().equals("POST") || request.form().isEmpty()) {
                throw OAuthErrorException.badRequest("the request must be a POST with a form");
            }
            Map<String, String> parameters = request.parameters();
            SandboxClient client = clientAuthentication.authenticate(request, parameters);
            String value = parameters.getOrDefault("token", "");
            if (value.isEmpty()) {
                throw OAuthErrorException.badRequest("token is missing");
            }
            return revoke(client, value);
        } catch (OAuthErrorException error) {
            return error.response();
        }
    }

    private OutgoingResponse revoke(SandboxClient client, String value) {
        Grants grants = ehr.grants();
        Grants.Token refresh = grants.refreshTokens.get(value);
        Grants.Token access = grants.accessTokens.get(value);
        Grants.Token token = refresh == null ? access : refresh;
        if (token == null) {
            // RFC 7009, section 2.2: revoking an invalid token succeeds
            return ehr.has(Quirk.ERROR_WITH_200)
                    ? new OAuthErrorException(200, "invalid_token", "Invalid token").response()
                    : OutgoingResponse.empty(200);
        }
        if (!token.clientId().equals(client.clientId())) {
            throw new OAuthErrorException(400, "unauthorized_client", "the token was issued to another client");
        }
        if (refresh != null) {
            grants.revoke(token.family());
        } else if (ehr.has(Quirk.NO_ACCESS_TOKEN_REVOCATION)) {
            throw new OAuthErrorException(400, "unsupported_token_type", "access tokens cannot be revoked");
        } else {
            grants.accessTokens.remove(value);
        }
        return OutgoingResponse.empty(200);
    }
}
