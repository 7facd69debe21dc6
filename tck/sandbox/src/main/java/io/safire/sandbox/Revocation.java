package io.safire.sandbox;

import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.Quirk;
import java.util.Map;

/** Revokes tokens for the clients that they were issued to (RFC 7009). */
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
                throw OAuthError.badRequest("the request must be a posted form");
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
            // an unknown token is as good as revoked (RFC 7009 2.2)
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
            throw new OAuthError(400, "unsupported_token_type", "access tokens are not revoked");
        } else {
            grants.accessTokens.remove(value);
        }
        return Outgoing.empty(200);
    }
}
