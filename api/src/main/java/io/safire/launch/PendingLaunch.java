package io.safire.launch;

import static java.util.Objects.requireNonNull;

import io.safire.error.ValidationException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A launch that was begun and waits for the answer of the authorization server: what a
 * {@link io.safire.spi.LaunchStore} keeps. Its request has {@code state}, PKCE verifier, redirect URI, server, requested
 * scopes and {@code nonce}, if there is one. It is as secret as a password for as long as it waits.
 *
 * @param id identifies the launch, and tells nothing about its {@code state}
 * @param request the authorization request
 * @param agent the hash of what the browser got as a cookie when it began the launch
 * @param startedAt when it was begun
 * @param expiresAt when it ends without an answer
 * @param returnTo where the application wants its user to go in the end; null where it did not say
 */
public record PendingLaunch(
        String id,
        AuthorizationRequest request,
        String agent,
        Instant startedAt,
        Instant expiresAt,
        @Nullable LocalPath returnTo)
        implements Serializable {

    /** Checks that all parts are there. */
    public PendingLaunch {
        requireNonNull(id, "id");
        requireNonNull(request, "request");
        requireNonNull(agent, "agent");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * Reads a launch that was kept.
     *
     * @param json what {@link #toJson()} gave
     * @return the launch
     * @throws IllegalArgumentException if it is something else
     */
    public static PendingLaunch fromJson(JsonObject json) {
        try {
            Map<String, String> parameters = new LinkedHashMap<>();
            JsonObject kept = json.getJsonObject("parameters");
            kept.keySet().forEach(name -> parameters.put(name, kept.getString(name)));
            AuthorizationRequest request = new AuthorizationRequest(
                    json.getString("server"),
                    URI.create(json.getString("endpoint")),
                    parameters,
                    json.getString("code_verifier"));
            return new PendingLaunch(
                    json.getString("id"),
                    request,
                    json.getString("agent"),
                    Instant.parse(json.getString("started_at")),
                    Instant.parse(json.getString("expires_at")),
                    json.containsKey("return_to") ? LocalPath.of(json.getString("return_to")) : null);
        } catch (NullPointerException | ClassCastException | DateTimeParseException | ValidationException other) {
            throw new IllegalArgumentException("not a launch that was kept", other);
        }
    }

    /**
     * The form in which a {@link io.safire.spi.LaunchStore} may keep it, besides that of Java's serialization.
     *
     * @return a JSON object; it holds the secrets
     */
    public JsonObject toJson() {
        JsonObjectBuilder parameters = Json.object();
        request.parameters().forEach(parameters::add);
        JsonObjectBuilder json = Json.object()
                .add("id", id)
                .add("server", server())
                .add("endpoint", request.endpoint().toString())
                .add("parameters", parameters)
                .add("code_verifier", request.codeVerifier())
                .add("agent", agent)
                .add("started_at", startedAt.toString())
                .add("expires_at", expiresAt.toString());
        if (returnTo != null) {
            json.add("return_to", returnTo.value());
        }
        return json.build();
    }

    /**
     * The key under which it is kept.
     *
     * @return the {@code state} of the request
     */
    public String state() {
        return request.state();
    }

    /**
     * The server that was asked.
     *
     * @return its name
     */
    public String server() {
        return request.server();
    }

    /** Leaves out what is secret, and the path, which may identify the patient. */
    @Override
    public String toString() {
        return "PendingLaunch[id=" + id + ", request=" + request + ", agent=***, startedAt=" + startedAt
                + ", expiresAt=" + expiresAt + "]";
    }
}
