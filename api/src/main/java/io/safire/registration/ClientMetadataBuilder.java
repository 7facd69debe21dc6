package io.safire.registration;

import io.safire.ClientType;
import io.safire.token.Scopes;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds {@link ClientMetadata} member by member; a later value takes the place of an earlier one. */
public final class ClientMetadataBuilder {

    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    ClientMetadataBuilder() {}

    /**
     * Where authorization codes may go: fixed and whole, {@code redirect_uris}.
     *
     * @param uris absolute https URLs, http for loopback hosts, or the scheme of a native application; no fragment, no wildcard
     * @return this builder
     */
    public ClientMetadataBuilder redirectUris(String... uris) {
        return texts("redirect_uris", uris);
    }

    /**
     * Where an EHR may start the application, {@code launch_uris}. No RFC names this member, and servers differ: see the guide of the server.
     *
     * @param uris absolute https URLs
     * @return this builder
     */
    public ClientMetadataBuilder launchUris(String... uris) {
        return texts("launch_uris", uris);
    }

    /**
     * The name that users see, {@code client_name}.
     *
     * @param name the name
     * @return this builder
     */
    public ClientMetadataBuilder clientName(String name) {
        return text("client_name", name);
    }

    /**
     * The home page, {@code client_uri}.
     *
     * @param url an https URL
     * @return this builder
     */
    public ClientMetadataBuilder clientUri(String url) {
        return text("client_uri", url);
    }

    /**
     * The logo, {@code logo_uri}.
     *
     * @param url an https URL
     * @return this builder
     */
    public ClientMetadataBuilder logoUri(String url) {
        return text("logo_uri", url);
    }

    /**
     * The terms of service, {@code tos_uri}.
     *
     * @param url an https URL
     * @return this builder
     */
    public ClientMetadataBuilder tosUri(String url) {
        return text("tos_uri", url);
    }

    /**
     * What happens to the data of users, {@code policy_uri}.
     *
     * @param url an https URL
     * @return this builder
     */
    public ClientMetadataBuilder policyUri(String url) {
        return text("policy_uri", url);
    }

    /**
     * What the client may ask for, {@code scope}.
     *
     * @param scopes the scopes; none leaves the member out, for servers that refuse it
     * @return this builder
     */
    public ClientMetadataBuilder scope(Scopes scopes) {
        return scopes.isEmpty() ? without("scope") : text("scope", scopes.toString());
    }

    /**
     * Who answers for the client, {@code contacts}.
     *
     * @param contacts such as e-mail addresses
     * @return this builder
     */
    public ClientMetadataBuilder contacts(String... contacts) {
        return texts("contacts", contacts);
    }

    /**
     * Where the public keys of the client are, {@code jwks_uri}; it takes the place of {@link #jwks}.
     *
     * @param url an https URL
     * @return this builder
     */
    public ClientMetadataBuilder jwksUri(String url) {
        return without("jwks").text("jwks_uri", url);
    }

    /**
     * The public keys of the client, {@code jwks}; they take the place of {@link #jwksUri}. For clients that can publish none: SMART prefers the URL.
     *
     * @param keys a JWK set without private members
     * @return this builder
     */
    public ClientMetadataBuilder jwks(JsonObject keys) {
        return without("jwks_uri").member("jwks", keys);
    }

    /**
     * How the client authenticates, {@code token_endpoint_auth_method}.
     *
     * @param method such as {@code private_key_jwt}
     * @return this builder
     */
    public ClientMetadataBuilder tokenEndpointAuthMethod(String method) {
        return text("token_endpoint_auth_method", method);
    }

    /**
     * How the client authenticates, as {@link #tokenEndpointAuthMethod} of {@code none}, {@code client_secret_basic} or {@code private_key_jwt}.
     *
     * @param type the type
     * @return this builder
     */
    public ClientMetadataBuilder clientType(ClientType type) {
        return tokenEndpointAuthMethod(
                switch (type) {
                    case PUBLIC -> "none";
                    case CONFIDENTIAL_SYMMETRIC -> "client_secret_basic";
                    case CONFIDENTIAL_ASYMMETRIC -> "private_key_jwt";
                });
    }

    /**
     * How the client gets tokens, {@code grant_types}.
     *
     * @param types such as {@code authorization_code}
     * @return this builder
     */
    public ClientMetadataBuilder grantTypes(String... types) {
        return texts("grant_types", types);
    }

    /**
     * What the client asks the authorization endpoint for, {@code response_types}.
     *
     * @param types {@code code}, or nothing
     * @return this builder
     */
    public ClientMetadataBuilder responseTypes(String... types) {
        return texts("response_types", types);
    }

    /**
     * Which software it is, {@code software_id}.
     *
     * @param id the same for all its installations
     * @return this builder
     */
    public ClientMetadataBuilder softwareId(String id) {
        return text("software_id", id);
    }

    /**
     * Which version of the software it is, {@code software_version}.
     *
     * @param version the version
     * @return this builder
     */
    public ClientMetadataBuilder softwareVersion(String version) {
        return text("software_version", version);
    }

    /**
     * What somebody whom the server trusts has signed about the software, {@code software_statement}.
     *
     * @param statement a compact JWS
     * @return this builder
     */
    public ClientMetadataBuilder softwareStatement(String statement) {
        return text("software_statement", statement);
    }

    /**
     * Any member, of an extension for example.
     *
     * @param name its name
     * @param value its value
     * @return this builder
     */
    public ClientMetadataBuilder member(String name, JsonValue value) {
        members.put(name, value);
        return this;
    }

    /**
     * Takes a member out.
     *
     * @param name its name
     * @return this builder
     */
    public ClientMetadataBuilder without(String name) {
        members.remove(name);
        return this;
    }

    /**
     * Makes the metadata.
     *
     * @return the metadata
     */
    public ClientMetadata build() {
        JsonObjectBuilder object = Json.createObjectBuilder();
        members.forEach(object::add);
        return new ClientMetadata(object.build());
    }

    private ClientMetadataBuilder text(String name, String value) {
        return member(name, Json.createValue(value));
    }

    private ClientMetadataBuilder texts(String name, String... values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (String value : values) {
            array.add(value);
        }
        return member(name, array.build());
    }
}
