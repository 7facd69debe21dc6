package io.safire.sandbox;

import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.Quirk;
import java.util.Map;

/** The revocation endpoint (RFC 7009). A client can only revoke its own tokens. */
final class Revocation {

    private final Ehr ehr;
    private final ClientCheck clients;

    Revocation(Ehr ehr, ClientCheck clients) {
        this.ehr = ehr;
        this.clients = clients;
    }

    Outgoing answer(Incoming request) {
        try {
            if (!request.method().equals("POST") || request.form().isEmpty()) {
                throw OAuthError.badRequest("the request must be a POST with a form");
            }
            Map<String, String> parameters = request.parameters();
            ClientEntry client = clients.authenticate(request, parameters);
            String value = parameters.getOrDefault("token", "");
            if (value.isEmpty()) {
                throw OAuthError.badRequest("token is missing");
            }
            return revoke(client, value);
        } catch (OAuthError error) {
            return error.outgoing();
        }
    }

    private Outgoing revoke(ClientEntry client, String value) {
        Grants grants = ehr.grants();
        Grants.Token refresh = grants.refreshTokens.get(value);
        Grants.Token access = grants.accessTokens.get(value);
        Grants.Token token = refresh == null ? access : refresh;
        if (token == null) {
            // RFC 7009, section 2.2: revoking an invalid token succeeds
            return ehr.has(Quirk.ERROR_WITH_200)
                    ? new OAuthError(200, "invalid_token", "Invalid token").outgoing()
                    : Outgoing.empty(200);
        }
        if (!token.clientId().equals(client.clientId())) {
            throw new OAuthError(400, "unauthorized_client", "the token was issued to another client");
        }
        if (refresh != null) {
            grants.revoke(token.family());
        } else if (ehr.has(Quirk.NO_ACCESS_TOKEN_REVOCATION)) {
            throw new OAuthError(400, "unsupported_token_type", "access tokens cannot be revoked");
        } else {
            grants.accessTokens.remove(value);
        }
        return Outgoing.empty(200);
    }
}
