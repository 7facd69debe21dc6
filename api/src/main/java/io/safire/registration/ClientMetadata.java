package io.safire.registration;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import io.safire.text.PrintableText;
import io.safire.token.Scopes;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The metadata that a client sends when it registers, and that the server returns. The accessors return an empty result
 * for a member that is missing, blank or of the wrong type. Members that no specification defines are retained.
 *
 * <pre>{@code
 * ClientMetadata metadata = client.registration().configuredMetadata().toBuilder()
 *         .clientName("Growth Chart")
 *         .launchUris("https://app.example/launch")
 *         .contacts("security@app.example")
 *         .build();
 * RegistrationOptions options = RegistrationOptions.defaults().withInitialAccessToken(token);
 * ClientRegistration registration = client.registration().register(metadata, options);
 * }</pre>
 *
 * @param members the JSON object that is sent
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-2">RFC 7591, section 2</a>
 * @since 1.0
 */
public record ClientMetadata(JsonObject members) {

    /** Creates metadata. The metadata is validated only when it is sent. */
    public ClientMetadata {
        requireNonNull(members, "members");
    }

    /**
     * Returns an empty builder.
     *
     * @return a builder
     */
    public static ClientMetadataBuilder builder() {
        return new ClientMetadataBuilder();
    }

    /** {@return a builder that has the members of this metadata} */
    public ClientMetadataBuilder toBuilder() {
        ClientMetadataBuilder builder = new ClientMetadataBuilder();
        members.forEach(builder::member);
        return builder;
    }

    /**
     * Returns the redirect URIs, to which the server may send authorization responses.
     *
     * @return {@code redirect_uris}
     */
    public List<String> redirectUris() {
        return reader().strings("redirect_uris");
    }

    /**
     * Returns the client name that the server shows to users.
     *
     * @return {@code client_name}
     */
    public Optional<String> clientName() {
        return reader().string("client_name");
    }

    /**
     * Returns the URL of the client's home page.
     *
     * @return {@code client_uri}
     */
    public Optional<URI> clientUri() {
        return reader().uri("client_uri");
    }

    /**
     * Returns the URL of the client's logo.
     *
     * @return {@code logo_uri}
     */
    public Optional<URI> logoUri() {
        return reader().uri("logo_uri");
    }

    /**
     * Returns the scopes that the client may request.
     *
     * @return {@code scope}; no scopes if the member is missing or malformed
     */
    public Scopes scope() {
        try {
            return Scopes.parse(reader().string("scope").orElse(""));
        } catch (IllegalArgumentException malformed) {
            return Scopes.none();
        }
    }

    /**
     * Returns the contacts that are responsible for the client, usually e-mail addresses.
     *
     * @return {@code contacts}
     */
    public List<String> contacts() {
        return reader().strings("contacts");
    }

    /**
     * Returns the URL of the terms of service.
     *
     * @return {@code tos_uri}
     */
    public Optional<URI> tosUri() {
        return reader().uri("tos_uri");
    }

    /**
     * Returns the URL of the privacy policy.
     *
     * @return {@code policy_uri}
     */
    public Optional<URI> policyUri() {
        return reader().uri("policy_uri");
    }

    /**
     * Returns the URL of the client's JSON Web Key Set. SMART App Launch prefers {@code jwks_uri} to {@link #jwks()}.
     *
     * @return {@code jwks_uri}
     */
    public Optional<URI> jwksUri() {
        return reader().uri("jwks_uri");
    }

    /**
     * Returns the client's JSON Web Key Set.
     *
     * @return {@code jwks}
     */
    public Optional<JsonObject> jwks() {
        return members.get("jwks") instanceof JsonObject jwks ? Optional.of(jwks) : Optional.empty();
    }

    /**
     * Returns the client authentication method for the token endpoint.
     *
     * @return {@code token_endpoint_auth_method}
     */
    public Optional<String> tokenEndpointAuthMethod() {
        return reader().string("token_endpoint_auth_method");
    }

    /**
     * Returns the grant types that the client uses at the token endpoint.
     *
     * @return {@code grant_types}
     */
    public List<String> grantTypes() {
        return reader().strings("grant_types");
    }

    /**
     * Returns the response types that the client uses at the authorization endpoint.
     *
     * @return {@code response_types}
     */
    public List<String> responseTypes() {
        return reader().strings("response_types");
    }

    /**
     * Returns the identifier of the client software, which is the same for all of its installations.
     *
     * @return {@code software_id}
     */
    public Optional<String> softwareId() {
        return reader().string("software_id");
    }

    /**
     * Returns the version of the client software.
     *
     * @return {@code software_version}
     */
    public Optional<String> softwareVersion() {
        return reader().string("software_version");
    }

    /**
     * Returns the software statement, in which a party that the server trusts asserts metadata about the client
     * software.
     *
     * @return {@code software_statement}
     */
    public Optional<String> softwareStatement() {
        return reader().string("software_statement");
    }

    /**
     * Returns the launch URLs, at which an EHR may start the application.
     *
     * @return {@code launch_uris}
     */
    public List<String> launchUris() {
        return reader().strings("launch_uris");
    }

    /**
     * Checks the metadata for mistakes that do not endanger the client, such as a member of the wrong type. The client
     * sends such metadata, because only the server can decide whether to accept it.
     *
     * @return the findings, or an empty list
     */
    public List<Finding> findings() {
        return ClientMetadataFindings.of(this);
    }

    /** Returns the names of the members. */
    @Override
    public String toString() {
        return PrintableText.of("ClientMetadata[members=" + members.keySet() + "]");
    }

    private RegistrationMembers reader() {
        return new RegistrationMembers(members);
    }
}
