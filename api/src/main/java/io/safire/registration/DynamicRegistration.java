package io.safire.registration;

import java.util.Optional;

/**
 * The dynamic registration of a client at one server.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591">RFC 7591, dynamic client registration</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7592">RFC 7592, dynamic client registration management</a>
 * @since 1.0
 */
public interface DynamicRegistration {

    /**
     * Returns the client metadata that results from the settings of this server, as a basis for {@link #register}.
     *
     * <ul>
     *   <li>{@code redirect_uris} and {@code scope} contain the values of the settings {@code redirect-uri} and
     *       {@code scopes}.
     *   <li>{@code token_endpoint_auth_method} is the client authentication method that results from
     *       {@code client-authentication-method} or {@code client-type}.
     *   <li>If the client type is {@code confidential-asymmetric}, {@code jwks_uri} contains the value of the setting
     *   {@code jwks-url}. If {@code jwks-url} is missing, {@code jwks} contains the keys of
     *   {@link io.safire.SmartClient#jwks()} instead.
     *   <li>If there is a redirect URI, {@code grant_types} contains {@code authorization_code}. If the scopes also
     *       include {@code offline_access} or {@code online_access}, {@code grant_types} contains {@code refresh_token}
     *       too.
     *   <li>If the client type is {@code confidential-asymmetric}, {@code grant_types} contains
     *       {@code client_credentials} in two cases: a scope starts with {@code system/}, or there is no redirect URI.
     * </ul>
     *
     * <p>Add a name, contacts and other members with {@link ClientMetadata#toBuilder()}. This method sends nothing to
     * the server.
     *
     * @return the metadata
     * @throws io.safire.error.ConfigurationException if {@code redirect-uri} is missing and the application is not a
     *     backend service, or if a key is missing or unusable
     */
    ClientMetadata configuredMetadata();

    /**
     * Registers this application like {@link #register(ClientMetadata, RegistrationOptions)}, at the configured or
     * discovered endpoint and without an {@code Authorization} header.
     *
     * @param metadata the metadata to register
     * @return the registration as the server granted it
     */
    default ClientRegistration register(ClientMetadata metadata) {
        return register(metadata, RegistrationOptions.defaults());
    }

    /**
     * Registers this application with the server (RFC 7591). The {@link io.safire.spi.RegistrationStore} saves the
     * registration, which replaces any earlier registration. After the registration, the client uses the registered
     * {@code client_id} and {@code client_secret} if the setting {@code client-id} is missing. The client sends the
     * request again only if it is certain that the first attempt did not reach the server. The client never follows a
     * redirect.
     *
     * <p>The client logs the {@link ClientMetadata#findings()} as warnings, and sends the metadata nevertheless,
     * because only the server can decide whether to accept it. The client does not send metadata that endangers the
     * application or that RFC 7591 forbids:
     *
     * <ul>
     *   <li>a {@code client_secret}, a {@code registration_access_token}, or a private key in {@code jwks};
     *   <li>{@code redirect_uris} that are not a list of strings, or that are missing for a grant type that requires
     *       them;
     *   <li>a redirect URI that is relative, or that contains a wildcard or a fragment;
     *   <li>a redirect URI with the scheme {@code about}, {@code blob}, {@code data}, {@code file}, {@code javascript}
     *       or {@code vbscript}. Private schemes of native applications are permitted;
     *   <li>an http redirect URI, except a permitted loopback URL;
     *   <li>{@code launch_uris}, {@code initiate_login_uri} or {@code jwks_uri} without https;
     *   <li>{@code jwks} together with {@code jwks_uri}, or {@code jwks} that is not a JSON Web Key Set.
     * </ul>
     *
     * <p>If a server publishes {@code client_secret_post} but not {@code client_secret_basic}, the client uses
     * {@code client_secret_post} in token requests. At such a server, the client therefore registers
     * {@code client_secret_post} even if {@code token_endpoint_auth_method} is {@code client_secret_basic}.
     * {@link ClientRegistration#requested()} returns the metadata that was sent. To register exactly the method in the
     * metadata, set {@code client-authentication-method}.
     *
     * @param metadata the metadata to register
     * @param options the endpoint and the {@code Authorization} header
     * @return the registration as the server granted it, which may differ from the given metadata; see
     *     {@link ClientRegistration#findings()}
     * @throws io.safire.error.ConfigurationException if the endpoint in the options is not an absolute https URL, or if
     *     the value of the {@code Authorization} header is blank or malformed; in this case, nothing was sent
     * @throws io.safire.error.ValidationException if the metadata contains a member that must not be sent; in this case, nothing was sent
     * @throws io.safire.error.DiscoveryException if the options contain no endpoint, the server publishes no
     *     {@code registration_endpoint}, and the setting {@code registration-endpoint} is missing
     * @throws io.safire.registration.RegistrationException if the server rejected the request, if its response has no
     *     usable {@code client_id}, or if the store did not save the registration
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-3">RFC 7591, section 3</a>
     */
    ClientRegistration register(ClientMetadata metadata, RegistrationOptions options);

    /**
     * Returns the stored registration, without a request to the server.
     *
     * @return the registration; empty if the store contains no registration for this server
     */
    Optional<ClientRegistration> current();

    /**
     * Reads the registration from the server (RFC 7592) and stores it. If the response contains a new registration
     * access token, this token replaces the earlier token.
     *
     * @return the registration
     * @throws io.safire.error.ValidationException if no registration is stored, or if the stored registration lacks
     *     {@code registration_client_uri} or {@code registration_access_token}. This exception is also thrown if the
     *     origin of {@code registration_client_uri} is neither the origin of the registration endpoint nor
     *     {@code registration-client-origin}. In these cases, nothing was sent
     * @throws io.safire.registration.RegistrationException if the server rejected the request or its response is
     *     unusable
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7592#section-2.1">RFC 7592, section 2.1</a>
     */
    ClientRegistration read();

    /**
     * Updates the registration at the server (RFC 7592) and stores it.
     *
     * @param metadata the complete metadata, such as {@link ClientRegistration#granted()} with changes. If the metadata
     *     lacks a member, the server deletes this member or sets it to its default
     * @return the registration
     * @throws io.safire.error.ValidationException under the conditions of {@link #register} and {@link #read}. This
     *     exception is also thrown if a member must not be part of an update: {@code registration_client_uri},
     *     {@code client_id_issued_at} or {@code client_secret_expires_at}
     * @throws io.safire.registration.RegistrationException if the server rejected the request or its response is unusable
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7592#section-2.2">RFC 7592, section 2.2</a>
     */
    ClientRegistration update(ClientMetadata metadata);

    /**
     * Deletes the registration at the server (RFC 7592) and in the store. The server may also revoke the tokens of the
     * client.
     *
     * @throws io.safire.error.ValidationException under the conditions of {@link #read}
     * @throws io.safire.registration.RegistrationException if the server rejected the request; in this case, the store
     *     still contains the registration. This exception is also thrown if the server deleted the registration and the
     *     store did not; in this case, the exception contains the registration
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7592#section-2.3">RFC 7592, section 2.3</a>
     */
    void delete();
}
