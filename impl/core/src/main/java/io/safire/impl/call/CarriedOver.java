package io.safire.impl.call;

import io.safire.impl.transport.Json;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** What a refreshed answer takes over from the one before: launch context, and the refresh token if no new one comes. */
final class CarriedOver {

    private CarriedOver() {}

    static JsonObject from(TokenResponse earlier) {
        JsonObjectBuilder members = Json.object();
        earlier.context().members().forEach(members::add);
        return members.build();
    }

    static JsonObject with(RefreshRequest request) {
        JsonObjectBuilder members = Json.object();
        request.carriedOver().forEach(members::add);
        return members.add("refresh_token", request.refreshToken()).build();
    }
}
