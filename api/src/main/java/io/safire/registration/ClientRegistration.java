package io.safire.registration;

import io.safire.diagnosis.Finding;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A registration of the client at a server. A registration contains secrets, so store it as safely as a password.
 *
 * <p>The library creates the registrations. In tests, create an instance with {@link #of}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-3.2.1">RFC 7591, section 3.2.1</a>
 * @since 1.0
 */
public interface ClientRegistration {

    /**
     * Returns the name of the server.
     *
     * @return the configured name
     */
    String server();

    /**
     * Returns the registration endpoint that issued the registration.
     *
     * @return the URL of the endpoint
     */
    URI endpoint();

    /** {@return the metadata that the client sent} */
    ClientMetadata requested();

    /** {@return the response as received, including members that no specification defines} */
    JsonObject members();

    /**
     * Returns the members that only earlier responses contained: {@code client_secret},
     * {@code registration_access_token} or {@code registration_client_uri}.
     *
     * @return the members of earlier responses
     */
    JsonObject carriedOver();

    /**
     * Returns the value of the setting {@code registration-client-origin}. The client may manage the registration at
     * this origin, and at the origin of the registration endpoint.
     *
     * @return the additional origin; empty if the setting is missing, or if {@link #fromJson} created this registration
     */
    Optional<URI> trustedOrigin();

    /**
     * Creates a registration from its stored form.
     *
     * @param json the result of {@link #toJson()}
     * @return the registration, without {@link #trustedOrigin()}
     * @throws IllegalArgumentException if the object is not a stored registration
     */
    static ClientRegistration fromJson(JsonObject json) {
        try {
            return ClientRegistration.of(
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
    JsonObject toJson();

    /**
     * Returns the client identifier.
     *
     * @return {@code client_id}
     */
    String clientId();

    /**
     * Returns the client secret. If this response has no secret, this method returns the secret of an earlier response.
     *
     * @return {@code client_secret}; empty if the client has no secret
     */
    Optional<String> clientSecret();

    /**
     * Returns the time at which the client secret expires.
     *
     * @return {@code client_secret_expires_at}; empty if the secret does not expire or the server did not send the time
     */
    Optional<Instant> clientSecretExpiresAt();

    /**
     * Returns the time at which the server issued the client identifier.
     *
     * @return {@code client_id_issued_at}; empty if the server did not send this member
     */
    Optional<Instant> clientIdIssuedAt();

    /**
     * Returns the token that authorizes the client to read, update and delete its registration. A new token replaces
     * the earlier token.
     *
     * @return {@code registration_access_token}; empty if the server does not support RFC 7592
     */
    Optional<String> registrationAccessToken();

    /**
     * Returns the URL at which the client reads, updates and deletes its registration.
     *
     * @return {@code registration_client_uri}, resolved against the registration endpoint
     */
    Optional<URI> registrationClientUri();

    /**
     * Returns the metadata that the server registered.
     *
     * @return the members of the response without {@code client_id}, {@code client_secret},
     *     {@code client_id_issued_at}, {@code client_secret_expires_at}, {@code registration_access_token} and
     *     {@code registration_client_uri}
     */
    ClientMetadata granted();

    /**
     * Compares the requested metadata with the registered metadata, and checks the response against RFC 7591. The
     * findings include {@link ClientMetadata#findings()} of the requested metadata, and a
     * {@code registration_client_uri} whose origin is not trusted.
     *
     * <p>A new registration also has findings about the HTTP response, such as a wrong {@code Content-Type}.
     * {@link #toJson()} does not store these findings.
     *
     * @return the differences and violations, or an empty list
     */
    List<Finding> findings();

    /**
     * Creates a registration that can be managed only at the origin of the endpoint.
     *
     * @param server the name of the server
     * @param endpoint the registration endpoint that issued the registration
     * @param requested the metadata that the client sent
     * @param members the response as received
     * @param carriedOver the members that only earlier responses contained
     * @return the registration
     * @throws IllegalArgumentException if {@code client_id} is missing, blank or not a string
     */
    static ClientRegistration of(
            String server, URI endpoint, ClientMetadata requested, JsonObject members, JsonObject carriedOver) {
        return new ClientRegistrationRecord(
                server, endpoint, requested, members, carriedOver, Optional.empty(), List.of());
    }

    /**
     * Returns a copy of this registration that can also be managed at another origin.
     *
     * @param origin an absolute URL of the origin
     * @return the copy
     */
    ClientRegistration withTrustedOrigin(URI origin);

    /**
     * Returns a copy of this registration with findings about the HTTP response, such as a wrong {@code Content-Type}.
     *
     * @param findings the findings, which {@link #findings()} adds to the findings about the members
     * @return the copy
     */
    ClientRegistration withFindings(List<Finding> findings);
}
