package io.safire.sandbox.control;

import jakarta.json.JsonObject;

/**
 * The history of the tokens that belong to one launch. If a client reuses a refresh token, the server revokes all
 * tokens of the launch.
 *
 * @param context the launch context
 * @param refreshes the number of refresh tokens that the server has accepted
 * @param reuses the number of requests with a consumed refresh token
 * @param lastTokenSeen true if the FHIR server has received the access token that was issued last
 */
public record TokenFamily(JsonObject context, int refreshes, int reuses, boolean lastTokenSeen) {

    /** Parses a history from the JSON object that {@link #toJson()} returns. */
    public static TokenFamily fromJson(JsonObject json) {
        return new TokenFamily(
                json.getJsonObject("context"),
                json.getInt("refreshes"),
                json.getInt("reuses"),
                json.getBoolean("lastTokenSeen"));
    }

    /** Returns this history as the JSON object that the control API sends. */
    public JsonObject toJson() {
        return SandboxJson.createObjectBuilder()
                .add("context", context)
                .add("refreshes", refreshes)
                .add("reuses", reuses)
                .add("lastTokenSeen", lastTokenSeen)
                .build();
    }
}
