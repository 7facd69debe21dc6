package io.safire.sandbox;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;

/** Looks tokens up for clients that authenticate (RFC 7662). */
final class Introspection {

    private final Ehr ehr;
    private final ClientCheck clients;

    Introspection(Ehr ehr, ClientCheck clients) {
        this.ehr = ehr;
        this.clients = clients;
    }

    Outgoing answer(Incoming request) {
        try {
            Map<String, String> parameters = request.parameters();
            clients.authenticate(request, parameters);
            Grants.Token token = ehr.grants().accessTokens.get(parameters.getOrDefault("token", ""));
            boolean active = token != null && ehr.now().isBefore(token.expiresAt());
            JsonObjectBuilder answer = Json.createObjectBuilder().add("active", active);
            if (active) {
                answer.add("client_id", token.clientId())
                        .add("scope", token.scope())
                        .add("exp", token.expiresAt().getEpochSecond());
                token.context().forEach(answer::add);
            }
            return Outgoing.json(200, answer.build());
        } catch (OAuthError error) {
            return error.outgoing();
        }
    }
}
