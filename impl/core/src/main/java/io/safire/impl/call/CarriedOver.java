package io.safire.impl.call;

import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;

/** What a refreshed answer takes over from the one before: launch context, and the refresh token if no new one comes. */
final class CarriedOver {

    private CarriedOver() {}

    static JsonObject from(TokenResponse earlier, JsonProvider json) {
        JsonObjectBuilder members = json.createObjectBuilder();
        earlier.context().members().forEach(members::add);
        return members.build();
    }

    static JsonObject with(RefreshRequest request, JsonProvider json) {
        JsonObjectBuilder members = json.createObjectBuilder();
        request.carriedOver().forEach(members::add);
        return members.add("refresh_token", request.refreshToken()).build();
    }
}
