package io.safire.registration;

import io.safire.authentication.ClientType;
import io.safire.token.Scopes;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A builder of {@link ClientMetadata}. Setting a member again replaces its value.
 *
 * @since 1.0
 */
public final class ClientMetadataBuilder {

    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    ClientMetadataBuilder() {}

    /**
     * Sets the redirect URIs, {@code redirect_uris}. Servers compare redirect URIs exactly.
     *
     * @param uris absolute https URLs, http URLs of loopback hosts, or URIs with the private scheme of a native
     *     application. A fragment or a wildcard is not permitted
     * @return this builder
     */
    public ClientMetadataBuilder redirectUris(String... uris) {
        return stringsMember("redirect_uris", uris);
    }

    /**
     * Sets the launch URLs, {@code launch_uris}. No RFC defines {@code launch_uris}. The documentation of the server
     * describes how the server uses this member.
     *
     * @param uris absolute https URLs
     * @return this builder
     */
    public ClientMetadataBuilder launchUris(String... uris) {
        return stringsMember("launch_uris", uris);
    }

    /**
     * Sets the client name that the server shows to users, {@code client_name}.
     *
     * @param name the name
     * @return this builder
     */
    public ClientMetadataBuilder clientName(String name) {
        return stringMember("client_name", name);
    }

    /**
     * Sets the URL of the client's home page, {@code client_uri}.
     *
     * @param url an https URL
     * @return this builder
     */
    public ClientMetadataBuilder clientUri(String url) {
        return stringMember("client_uri", url);
    }

    /**
     * Sets the URL of the client's logo, {@code logo_uri}.
     *
     * @param url an https URL
     * @return this builder
     */
    public ClientMetadataBuilder logoUri(String url) {
        return stringMember("logo_uri", url);
    }

    /**
     * Sets the URL of the terms of service, {@code tos_uri}.
     *
     * @param url an https URL
     * @return this builder
     */
    public ClientMetadataBuilder tosUri(String url) {
        return stringMember("tos_uri", url);
    }

    /**
     * Sets the URL of the privacy policy, {@code policy_uri}.
     *
     * @param url an https URL
     * @return this builder
     */
    public ClientMetadataBuilder policyUri(String url) {
        return stringMember("policy_uri", url);
    }

    /**
     * Sets the scopes that the client may request, {@code scope}.
     *
     * @param scopes the scopes; an empty set removes the member, because some servers reject an empty {@code scope}
     * @return this builder
     */
    public ClientMetadataBuilder scope(Scopes scopes) {
        return scopes.isEmpty() ? without("scope") : stringMember("scope", scopes.toString());
    }

    /**
     * Sets the contacts that are responsible for the client, {@code contacts}.
     *
     * @param contacts the contacts, usually e-mail addresses
     * @return this builder
     */
    public ClientMetadataBuilder contacts(String... contacts) {
        return stringsMember("contacts", contacts);
    }

    /**
     * Sets the URL of the client's JSON Web Key Set, {@code jwks_uri}, and removes {@link #jwks}.
     *
     * @param url an https URL
     * @return this builder
     */
    public ClientMetadataBuilder jwksUri(String url) {
        return without("jwks").stringMember("jwks_uri", url);
    }

    /**
     * Sets the client's JSON Web Key Set, {@code jwks}, and removes {@link #jwksUri}. SMART App Launch prefers the URL,
     * so use this method only for clients that cannot publish their keys.
     *
     * @param keys a JSON Web Key Set without private members
     * @return this builder
     */
    public ClientMetadataBuilder jwks(JsonObject keys) {
        return without("jwks_uri").member("jwks", keys);
    }

    /**
     * Sets the client authentication method for the token endpoint, {@code token_endpoint_auth_method}.
     *
     * @param method the method, such as {@code private_key_jwt}
     * @return this builder
     */
    public ClientMetadataBuilder tokenEndpointAuthMethod(String method) {
        return stringMember("token_endpoint_auth_method", method);
    }

    /**
     * Sets the client authentication method of a client type: {@code none}, {@code client_secret_basic} or
     * {@code private_key_jwt}.
     *
     * @param type the client type
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
     * Sets the grant types that the client uses at the token endpoint, {@code grant_types}.
     *
     * @param types the grant types, such as {@code authorization_code}
     * @return this builder
     */
    public ClientMetadataBuilder grantTypes(String... types) {
        return stringsMember("grant_types", types);
    }

    /**
     * Sets the response types that the client uses at the authorization endpoint, {@code response_types}.
     *
     * @param types {@code code}, or no value for a backend service
     * @return this builder
     */
    public ClientMetadataBuilder responseTypes(String... types) {
        return stringsMember("response_types", types);
    }

    /**
     * Sets the identifier of the client software, {@code software_id}.
     *
     * @param id the identifier, which is the same for all installations of the software
     * @return this builder
     */
    public ClientMetadataBuilder softwareId(String id) {
        return stringMember("software_id", id);
    }

    /**
     * Sets the version of the client software, {@code software_version}.
     *
     * @param version the version
     * @return this builder
     */
    public ClientMetadataBuilder softwareVersion(String version) {
        return stringMember("software_version", version);
    }

    /**
     * Sets the software statement, {@code software_statement}, in which a party that the server trusts asserts metadata
     * about the client software.
     *
     * @param statement a JWS in compact serialization
     * @return this builder
     */
    public ClientMetadataBuilder softwareStatement(String statement) {
        return stringMember("software_statement", statement);
    }

    /**
     * Sets any member, for example a member that an extension defines.
     *
     * @param name the name of the member
     * @param value the value of the member
     * @return this builder
     */
    public ClientMetadataBuilder member(String name, JsonValue value) {
        members.put(name, value);
        return this;
    }

    /**
     * Removes a member.
     *
     * @param name the name of the member
     * @return this builder
     */
    public ClientMetadataBuilder without(String name) {
        members.remove(name);
        return this;
    }

    /**
     * Creates the metadata.
     *
     * @return the metadata
     */
    public ClientMetadata build() {
        JsonObjectBuilder object = Json.createObjectBuilder();
        members.forEach(object::add);
        return new ClientMetadata(object.build());
    }

    private ClientMetadataBuilder stringMember(String name, String value) {
        return member(name, Json.createValue(value));
    }

    private ClientMetadataBuilder stringsMember(String name, String... values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (String value : values) {
            array.add(value);
        }
        return member(name, array.build());
    }
}
