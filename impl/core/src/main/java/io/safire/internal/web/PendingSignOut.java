package io.safire.internal.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.text.JsonValues;
import io.safire.internal.text.StrictJsonReader;
import io.safire.web.LocalPath;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * A sign-out whose browser is at the end session endpoint of the server.
 *
 * @param target the path to which the application redirects the user after the sign-out
 */
record PendingSignOut(String server, String state, LocalPath target, Instant expiresAt) {

    private static final String SERVER = "server";
    private static final String STATE = "state";
    private static final String TARGET = "target";
    private static final String EXPIRES_AT = "expires_at";

    /** The cookie contains this JSON in encrypted form. */
    String toJson() {
        return JsonValues.object()
                .add(SERVER, server)
                .add(STATE, state)
                .add(TARGET, target.value())
                .add(EXPIRES_AT, expiresAt.toEpochMilli())
                .build()
                .toString();
    }

    /** The result is empty if another version of the library created the text in a different format. */
    static Optional<PendingSignOut> fromJson(String text) {
        try {
            JsonObject json = StrictJsonReader.read(text.getBytes(UTF_8));
            return Optional.of(new PendingSignOut(
                    json.getString(SERVER),
                    json.getString(STATE),
                    LocalPath.of(json.getString(TARGET)),
                    Instant.ofEpochMilli(json.getJsonNumber(EXPIRES_AT).longValueExact())));
        } catch (RuntimeException otherFormat) {
            return Optional.empty();
        }
    }

    /** Omits the state and the path, because the path may identify the patient. */
    @Override
    public String toString() {
        return "PendingSignOut[server=" + server + ", expiresAt=" + expiresAt + "]";
    }
}
