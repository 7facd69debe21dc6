package io.safire.registration;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A registration of the client at a server. It contains secrets, so store it as safely as a password.
 *
 * @param server the name of the server
 * @param endpoint the registration endpoint that issued the registration
 * @param requested the metadata that the client sent
 * @param members the response as received, including members that no specification defines
 * @param carriedOver members of earlier responses that this response lacks: the secret, the registration access token
 *     and the registration URI
 * @param trustedOrigin the value of the setting {@code registration-client-origin}, an additional origin at which the
 *     registration may be managed besides the origin of the endpoint; null if the setting is missing, and after
 *     {@link #fromJson}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-3.2.1">RFC 7591, section 3.2.1</a>
 * @since 1.0
 */
public record ClientRegistration(
        String server,
        URI endpoint,
        ClientMetadata requested,
        JsonObject members,
        JsonObject carriedOver,
        @Nullable URI trustedOrigin) {

    private static final List<String> ISSUED = List.of(
            "client_id",
            "client_secret",
            "client_id_issued_at",
            "client_secret_expires_at",
            "registration_access_token",
            "registration_client_uri");

    /**
     * Creates a registration.
     *
     * @throws IllegalArgumentException if {@code client_id} is missing, blank or not a string
     */
    public ClientRegistration {
        requireNonNull(server, "server");
        requireNonNull(endpoint, "endpoint");
        requireNonNull(requested, "requested");
        requireNonNull(members, "members");
        requireNonNull(carriedOver, "carriedOver");
        if (new RegistrationMembers(members).string("client_id").isEmpty()) {
            throw new IllegalArgumentException("client_id must be a non-blank string");
        }
    }

    /**
     * Creates a registration that can be managed only at the origin of the endpoint.
     *
     * @param server the name of the server
     * @param endpoint the registration endpoint that issued the registration
     * @param requested the metadata that the client sent
     * @param members the response as received
     * @param carriedOver members of earlier responses that this response lacks
     * @throws IllegalArgumentException if {@code client_id} is missing, blank or not a string
     */
    public ClientRegistration(
            String server, URI endpoint, ClientMetadata requested, JsonObject members, JsonObject carriedOver) {
        this(server, endpoint, requested, members, carriedOver, null);
    }

    /**
     * Creates a registration from its stored form.
     *
     * @param json the result of {@link #toJson()}
     * @return the registration, without {@link #trustedOrigin()}
     * @throws IllegalArgumentException if the object is not a stored registration
     */
    public static ClientRegistration fromJson(JsonObject json) {
        try {
            return new ClientRegistration(
                    json.getString("server"),
                    URI.create(json.getString("endpoint")),
                    new ClientMetadata(json.getJsonObject("requested")),
                    json.getJsonObject("members"),
                    json.getJsonObject("carried_over"));
        } catch (NullPointerException | ClassCastException malformed) {
            throw new IllegalArgumentException("not a stored registration", malformed);
        }
    }

    /**
     * Returns the form in which a {@link io.safire.spi.RegistrationStore} stores the registration.
     *
     * @return a JSON object that contains the secrets, but not the setting {@link #trustedOrigin()}
     */
    public JsonObject toJson() {
        return Json.createObjectBuilder()
                .add("server", server)
                .add("endpoint", endpoint.toString())
                .add("requested", requested.members())
                .add("members", members)
                .add("carried_over", carriedOver)
                .build();
    }

    /**
     * Returns the client identifier.
     *
     * @return {@code client_id}
     */
    public String clientId() {
        return response().string("client_id").orElseThrow();
    }

    /**
     * Returns the client secret of this response or, if this response has no secret, of an earlier response.
     *
     * @return {@code client_secret}; empty if the client has no secret
     */
    public Optional<String> clientSecret() {
        return response().string("client_secret").or(() -> carriedOverMembers().string("client_secret"));
    }

    /**
     * Returns the time at which the client secret expires.
     *
     * @return {@code client_secret_expires_at}; empty if the secret does not expire or the server did not send the time
     */
    public Optional<Instant> clientSecretExpiresAt() {
        RegistrationMembers source =
                response().has("client_secret") || response().has("client_secret_expires_at")
                        ? response()
                        : carriedOverMembers();
        return source.instant("client_secret_expires_at");
    }

    /**
     * Returns the time at which the client identifier was issued.
     *
     * @return {@code client_id_issued_at}; empty if the server did not send it
     */
    public Optional<Instant> clientIdIssuedAt() {
        return response().instant("client_id_issued_at");
    }

    /**
     * Returns the token that authorizes the client to read, update and delete its registration. A new token replaces
     * the earlier token.
     *
     * @return {@code registration_access_token}; empty if the server does not support RFC 7592
     */
    public Optional<String> registrationAccessToken() {
        return response().string("registration_access_token").or(() -> carriedOverMembers()
                .string("registration_access_token"));
    }

    /**
     * Returns the URL at which the client reads, updates and deletes its registration.
     *
     * @return {@code registration_client_uri}, resolved against the registration endpoint
     */
    public Optional<URI> registrationClientUri() {
        return response()
                .uri("registration_client_uri")
                .or(() -> carriedOverMembers().uri("registration_client_uri"))
                .map(endpoint::resolve);
    }

    /**
     * Returns the metadata that the server registered.
     *
     * @return the members of the response without the client identifier, the secrets and their times
     */
    public ClientMetadata granted() {
        JsonObjectBuilder granted = Json.createObjectBuilder(members);
        ISSUED.forEach(granted::remove);
        return new ClientMetadata(granted.build());
    }

    /**
     * Compares the requested metadata with the registered metadata, and checks the response against RFC 7591. Also
     * reports a {@code registration_client_uri} whose origin is not trusted.
     *
     * @return the differences and violations, or an empty list
     */
    public List<Finding> findings() {
        return RegistrationConformance.of(this);
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return ("ClientRegistration[server=" + server + ", clientId=" + clientId() + ", members=" + members.keySet()
                        + "]")
                .replaceAll("\\P{Print}", "?");
    }

    private RegistrationMembers response() {
        return new RegistrationMembers(members);
    }

    private RegistrationMembers carriedOverMembers() {
        return new RegistrationMembers(carriedOver);
    }
}
