package io.safire.registration;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import io.safire.text.PrintableText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** @param received the findings about the HTTP response, such as a wrong {@code Content-Type} */
record ClientRegistrationRecord(
        String server,
        URI endpoint,
        ClientMetadata requested,
        JsonObject members,
        JsonObject carriedOver,
        Optional<URI> trustedOrigin,
        List<Finding> received)
        implements ClientRegistration {

    private static final List<String> ISSUED = List.of(
            "client_id",
            "client_secret",
            "client_id_issued_at",
            "client_secret_expires_at",
            "registration_access_token",
            "registration_client_uri");

    ClientRegistrationRecord {
        requireNonNull(server, "server");
        requireNonNull(endpoint, "endpoint");
        requireNonNull(requested, "requested");
        requireNonNull(members, "members");
        requireNonNull(carriedOver, "carriedOver");
        received = List.copyOf(received);
        if (new RegistrationMembers(members).string("client_id").isEmpty()) {
            throw new IllegalArgumentException("client_id must be a non-blank string");
        }
    }

    @Override
    public String clientId() {
        return response().string("client_id").orElseThrow();
    }

    @Override
    public Optional<String> clientSecret() {
        return response().string("client_secret").or(() -> carriedOverMembers().string("client_secret"));
    }

    @Override
    public Optional<Instant> clientSecretExpiresAt() {
        RegistrationMembers source =
                response().has("client_secret") || response().has("client_secret_expires_at")
                        ? response()
                        : carriedOverMembers();
        return source.instant("client_secret_expires_at");
    }

    @Override
    public Optional<Instant> clientIdIssuedAt() {
        return response().instant("client_id_issued_at");
    }

    @Override
    public Optional<String> registrationAccessToken() {
        return response().string("registration_access_token").or(() -> carriedOverMembers()
                .string("registration_access_token"));
    }

    @Override
    public Optional<URI> registrationClientUri() {
        return response()
                .uri("registration_client_uri")
                .or(() -> carriedOverMembers().uri("registration_client_uri"))
                .map(endpoint::resolve);
    }

    @Override
    public ClientMetadata granted() {
        JsonObjectBuilder granted = Json.createObjectBuilder(members);
        ISSUED.forEach(granted::remove);
        return new ClientMetadata(granted.build());
    }

    @Override
    public List<Finding> findings() {
        return Stream.concat(received.stream(), RegistrationConformance.of(this).stream())
                .toList();
    }

    @Override
    public ClientRegistration withFindings(List<Finding> findings) {
        return new ClientRegistrationRecord(server, endpoint, requested, members, carriedOver, trustedOrigin, findings);
    }

    @Override
    public ClientRegistration withTrustedOrigin(URI origin) {
        return new ClientRegistrationRecord(
                server, endpoint, requested, members, carriedOver, Optional.of(origin), received);
    }

    @Override
    public JsonObject toJson() {
        return Json.createObjectBuilder()
                .add("server", server)
                .add("endpoint", endpoint.toString())
                .add("requested", requested.members())
                .add("members", members)
                .add("carried_over", carriedOver)
                .build();
    }

    @Override
    public String toString() {
        return PrintableText.of("ClientRegistration[server=" + server + ", clientId=" + clientId() + ", members="
                + members.keySet() + "]");
    }

    private RegistrationMembers response() {
        return new RegistrationMembers(members);
    }

    private RegistrationMembers carriedOverMembers() {
        return new RegistrationMembers(carriedOver);
    }
}
