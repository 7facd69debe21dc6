package io.safire.registration;

import static java.util.Objects.requireNonNull;

import io.safire.token.Scopes;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a client says of itself when it registers, and what a server has registered.
 *
 * <p>A member that is missing, blank or of a wrong type reads as empty. Members that no specification names are kept.
 *
 * <pre>{@code
 * ClientMetadata metadata = client.clientMetadata().toBuilder()
 *         .clientName("Growth Chart")
 *         .launchUris("https://app.example/launch")
 *         .contacts("security@app.example")
 *         .build();
 * ClientRegistration registration = client.register(metadata, InitialAccessToken.of(token));
 * }</pre>
 *
 * @param members the JSON object that is sent
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-2">RFC 7591, section 2</a>
 */
public record ClientMetadata(JsonObject members) {

    /** Checks that there is an object. What is wrong with it is checked before it is sent. */
    public ClientMetadata {
        requireNonNull(members, "members");
    }

    /**
     * Starts with nothing.
     *
     * @return a builder
     */
    public static ClientMetadataBuilder builder() {
        return new ClientMetadataBuilder();
    }

    /**
     * Starts with these members.
     *
     * @return a builder
     */
    public ClientMetadataBuilder toBuilder() {
        ClientMetadataBuilder builder = new ClientMetadataBuilder();
        members.forEach(builder::member);
        return builder;
    }

    /**
     * Where authorization codes may go.
     *
     * @return {@code redirect_uris}
     */
    public List<String> redirectUris() {
        return document().texts("redirect_uris");
    }

    /**
     * The name that users see.
     *
     * @return {@code client_name}
     */
    public Optional<String> clientName() {
        return document().text("client_name");
    }

    /**
     * The home page.
     *
     * @return {@code client_uri}
     */
    public Optional<URI> clientUri() {
        return document().address("client_uri");
    }

    /**
     * The logo.
     *
     * @return {@code logo_uri}
     */
    public Optional<URI> logoUri() {
        return document().address("logo_uri");
    }

    /**
     * What the client may ask for.
     *
     * @return {@code scope}, none if it is absent or cannot be read
     */
    public Scopes scope() {
        try {
            return Scopes.parse(document().text("scope").orElse(""));
        } catch (IllegalArgumentException notScopes) {
            return Scopes.none();
        }
    }

    /**
     * Who answers for the client, such as e-mail addresses.
     *
     * @return {@code contacts}
     */
    public List<String> contacts() {
        return document().texts("contacts");
    }

    /**
     * The terms of service.
     *
     * @return {@code tos_uri}
     */
    public Optional<URI> tosUri() {
        return document().address("tos_uri");
    }

    /**
     * What happens to the data of users.
     *
     * @return {@code policy_uri}
     */
    public Optional<URI> policyUri() {
        return document().address("policy_uri");
    }

    /**
     * Where the public keys of the client are; SMART prefers it to {@link #jwks()}.
     *
     * @return {@code jwks_uri}
     */
    public Optional<URI> jwksUri() {
        return document().address("jwks_uri");
    }

    /**
     * The public keys of the client.
     *
     * @return {@code jwks}
     */
    public Optional<JsonObject> jwks() {
        return members.get("jwks") instanceof JsonObject jwks ? Optional.of(jwks) : Optional.empty();
    }

    /**
     * How the client authenticates at the token endpoint.
     *
     * @return {@code token_endpoint_auth_method}
     */
    public Optional<String> tokenEndpointAuthMethod() {
        return document().text("token_endpoint_auth_method");
    }

    /**
     * How the client gets tokens.
     *
     * @return {@code grant_types}
     */
    public List<String> grantTypes() {
        return document().texts("grant_types");
    }

    /**
     * What the client asks the authorization endpoint for.
     *
     * @return {@code response_types}
     */
    public List<String> responseTypes() {
        return document().texts("response_types");
    }

    /**
     * Which software it is, the same for all its installations.
     *
     * @return {@code software_id}
     */
    public Optional<String> softwareId() {
        return document().text("software_id");
    }

    /**
     * Which version of the software it is.
     *
     * @return {@code software_version}
     */
    public Optional<String> softwareVersion() {
        return document().text("software_version");
    }

    /**
     * What somebody whom the server trusts has signed about the software.
     *
     * @return {@code software_statement}
     */
    public Optional<String> softwareStatement() {
        return document().text("software_statement");
    }

    /**
     * Where an EHR may start the application.
     *
     * @return {@code launch_uris}
     */
    public List<String> launchUris() {
        return document().texts("launch_uris");
    }

    /** Names the members. */
    @Override
    public String toString() {
        return ("ClientMetadata[members=" + members.keySet() + "]").replaceAll("\\P{Print}", "?");
    }

    private Members document() {
        return new Members(members);
    }
}
