package io.safire.sandbox.control;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/**
 * What became of one launch. All of its tokens are revoked when one of its refresh tokens comes a second time.
 *
 * @param context the launch context
 * @param renewals how many of its refresh tokens were taken
 * @param reuses how often one came that had been used
 * @param lastTokenSeen whether the access token that was issued last has come to the FHIR server
 */
public record TokenFamily(JsonObject context, int renewals, int reuses, boolean lastTokenSeen) {

    /**
     * Reads what was sent.
     *
     * @param json what {@link #toJson()} gave
     * @return the family
     */
    public static TokenFamily fromJson(JsonObject json) {
        return new TokenFamily(
                json.getJsonObject("context"),
                json.getInt("renewals"),
                json.getInt("reuses"),
                json.getBoolean("lastTokenSeen"));
    }

    /**
     * The form in which it is sent.
     *
     * @return a JSON object
     */
    public JsonObject toJson() {
        return Json.createObjectBuilder()
                .add("context", context)
                .add("renewals", renewals)
                .add("reuses", reuses)
                .add("lastTokenSeen", lastTokenSeen)
                .build();
    }
}
