package io.safire.registration;

import static java.util.Objects.requireNonNull;

import io.safire.Finding;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client as a server has registered it. It holds secrets and is to be kept as safely as they are.
 *
 * @param server the name of the server
 * @param endpoint the registration endpoint that gave it
 * @param requested what the client asked for
 * @param members the answer as it came, with every member that no specification names
 * @param carriedOver what earlier answers said and this one does not: secret, registration access token and its address
 * @param trustedOrigin where the registration may be managed besides the origin of the endpoint, as the setting
 *     {@code registration-client-origin} says; null where it does not, and after a store, which does not keep it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-3.2.1">RFC 7591, section 3.2.1</a>
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
     * Checks that all parts are there.
     *
     * @throws IllegalArgumentException if there is no {@code client_id}
     */
    public ClientRegistration {
        requireNonNull(server, "server");
        requireNonNull(endpoint, "endpoint");
        requireNonNull(requested, "requested");
        requireNonNull(members, "members");
        requireNonNull(carriedOver, "carriedOver");
        if (new Members(members).text("client_id").isEmpty()) {
            throw new IllegalArgumentException("client_id must be a non-blank string");
        }
    }

    /**
     * A client that is managed on the origin of the endpoint only.
     *
     * @param server the name of the server
     * @param endpoint the registration endpoint that gave it
     * @param requested what the client asked for
     * @param members the answer as it came
     * @param carriedOver what earlier answers said and this one does not
     * @throws IllegalArgumentException if there is no {@code client_id}
     */
    public ClientRegistration(
            String server, URI endpoint, ClientMetadata requested, JsonObject members, JsonObject carriedOver) {
        this(server, endpoint, requested, members, carriedOver, null);
    }

    /**
     * Reads a registration that was kept.
     *
     * @param json what {@link #toJson()} gave
     * @return the registration
     * @throws IllegalArgumentException if it is something else
     */
    public static ClientRegistration fromJson(JsonObject json) {
        try {
            return new ClientRegistration(
                    json.getString("server"),
                    URI.create(json.getString("endpoint")),
                    new ClientMetadata(json.getJsonObject("requested")),
                    json.getJsonObject("members"),
                    json.getJsonObject("carried_over"));
        } catch (NullPointerException | ClassCastException missing) {
            throw new IllegalArgumentException("not a registration that was kept", missing);
        }
    }

    /**
     * The form in which a {@link io.safire.spi.RegistrationStore} may keep it.
     *
     * @return a JSON object; it holds the secrets, and not the setting {@link #trustedOrigin()}
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
     * The identifier of the client.
     *
     * @return {@code client_id}
     */
    public String clientId() {
        return answer().text("client_id").orElseThrow();
    }

    /**
     * The secret of the client: the one of this answer or, when it has none, the one that was issued before.
     *
     * @return {@code client_secret}, if the client has one
     */
    public Optional<String> clientSecret() {
        return answer().text("client_secret").or(() -> earlier().text("client_secret"));
    }

    /**
     * When the secret ends.
     *
     * @return {@code client_secret_expires_at}; empty when it does not end or the server did not say
     */
    public Optional<Instant> clientSecretExpiresAt() {
        Members source =
                answer().has("client_secret") || answer().has("client_secret_expires_at") ? answer() : earlier();
        return source.instant("client_secret_expires_at");
    }

    /**
     * When the identifier was issued.
     *
     * @return {@code client_id_issued_at}, if the server said
     */
    public Optional<Instant> clientIdIssuedAt() {
        return answer().instant("client_id_issued_at");
    }

    /**
     * What lets the client read, change and delete its registration. A new one takes the place of an earlier one.
     *
     * @return {@code registration_access_token}, if the server offers RFC 7592
     */
    public Optional<String> registrationAccessToken() {
        return answer().text("registration_access_token").or(() -> earlier().text("registration_access_token"));
    }

    /**
     * Where the client reads, changes and deletes its registration.
     *
     * @return {@code registration_client_uri}, resolved against the registration endpoint
     */
    public Optional<URI> registrationClientUri() {
        return answer().address("registration_client_uri")
                .or(() -> earlier().address("registration_client_uri"))
                .map(endpoint::resolve);
    }

    /**
     * What the server has registered.
     *
     * @return the answer without identifier, secrets and their times
     */
    public ClientMetadata granted() {
        JsonObjectBuilder granted = Json.createObjectBuilder(members);
        ISSUED.forEach(granted::remove);
        return new ClientMetadata(granted.build());
    }

    /**
     * Compares what was asked for with what was granted, and the answer with what RFC 7591 requires of it. An address where
     * the registration would be managed, and that is on no trusted origin, is among the differences.
     *
     * @return the differences; empty if there are none
     */
    public List<Finding> findings() {
        return RegistrationConformance.of(this);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return ("ClientRegistration[server=" + server + ", clientId=" + clientId() + ", members=" + members.keySet()
                        + "]")
                .replaceAll("\\P{Print}", "?");
    }

    private Members answer() {
        return new Members(members);
    }

    private Members earlier() {
        return new Members(carriedOver);
    }
}
