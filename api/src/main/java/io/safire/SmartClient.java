package io.safire;

import io.safire.brand.BrandBundle;
import io.safire.discovery.SmartMetadata;
import io.safire.key.PublicKeys;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.InitialAccessToken;
import io.safire.token.AccessToken;
import io.safire.token.Introspection;
import io.safire.token.ManagedTokens;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A SMART App Launch 2.2.0 client for one configured server.
 *
 * <p>Inject a client, or look it up in {@link SmartClients}. {@code @Inject SmartClient} selects the default server;
 * {@code @Inject @SmartServer("epic") SmartClient} selects the server that the settings {@code safire.epic.*} describe.
 * A client is thread-safe. It reuses its connections and caches the server's metadata. The only tokens that it stores
 * are those of {@link #accessToken()} and {@link #keep}. A passivating bean can hold a client, because it is serialized
 * as the name of its server.
 *
 * <pre>{@code
 * AuthorizationRequest request = epic.authorize(Launch.ehr(iss, launch));
 * // store the request in the user's session and redirect the browser to request.uri(); then, at the redirect URI:
 * TokenResponse tokens = epic.exchange(request, AuthorizationResponse.of(uriInfo.getQueryParameters()));
 * String patient = tokens.context().patient().orElseThrow();
 * }</pre>
 *
 * <p>Each method throws a subclass of {@link io.safire.error.SmartException} if it fails:
 *
 * <ul>
 *   <li>{@link io.safire.error.ConfigurationException} if a setting is missing or unusable;
 *   <li>{@link io.safire.error.DiscoveryException} if the SMART configuration cannot be obtained;
 *   <li>{@link io.safire.error.NetworkException} if no response arrived;
 *   <li>{@link io.safire.error.TokenException} if the token endpoint rejected the request or its response is unusable.
 * </ul>
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html">SMART App Launch 2.2.0</a>
 */
public interface SmartClient {

    /**
     * Returns the name of the server.
     *
     * @return the part of the configuration keys between {@code safire.} and the setting; {@code default} for the
     *     server that {@code safire.base-url} describes
     */
    String name();

    /**
     * Returns the server's SMART configuration, read from {@code <base-url>/.well-known/smart-configuration} or from
     * the cache.
     *
     * <p>The client caches the document for the time in its {@code Cache-Control} header. Without this header, the
     * setting {@code metadata-lifetime} applies (default: 1 hour). If the server is unavailable, the client keeps using
     * the cached document for at most {@code metadata-stale-if-error} longer (default: 1 day).
     *
     * @return the metadata
     * @throws io.safire.error.DiscoveryException if the response is not a usable SMART configuration
     * @throws io.safire.error.NetworkException if no response arrived
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#using-well-known">SMART App Launch
     *     2.2.0, well-known configuration</a>
     */
    SmartMetadata metadata();

    /**
     * Returns the brand bundle to which the server's SMART configuration links, from the server or from the cache.
     * Brands have the names and logos by which patients recognize an organization. The request contains no credential.
     *
     * <p>The client caches the bundle for the time in its {@code Cache-Control} header. Without this header, the
     * setting {@code metadata-lifetime} applies (default: 1 hour). Afterwards, the client revalidates the bundle with
     * its {@code ETag}.
     *
     * @return the bundle
     * @throws io.safire.error.DiscoveryException if the SMART configuration links to no bundle, or if the bundle is
     *     unusable or exceeds {@code brand-bundle-limit} (default: 32 MiB)
     * @throws io.safire.error.NetworkException if no response arrived
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html">SMART App Launch 2.2.0, user-access
     *     brands and endpoints</a>
     */
    BrandBundle brands();

    /**
     * Creates an authorization request with the configured scopes. This method sends nothing to the authorization
     * endpoint: the application redirects the browser to {@link AuthorizationRequest#uri()} (GET), or has it post
     * {@link AuthorizationRequest#parameters()} to {@link AuthorizationRequest#endpoint()} (POST).
     *
     * @param launch the EHR launch or standalone launch
     * @return the request, with a new {@code state} and a new PKCE code verifier; store it for {@link #exchange}
     * @throws io.safire.error.ConfigurationException if {@code client-id}, {@code redirect-uri} or {@code scopes} is
     *     missing
     * @throws io.safire.error.ValidationException if the {@code iss} of an EHR launch does not identify this server
     * @throws io.safire.error.DiscoveryException if the server publishes no usable authorization endpoint
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#obtain-authorization-code">SMART App
     *     Launch 2.2.0, obtain authorization code</a>
     */
    AuthorizationRequest authorize(Launch launch);

    /**
     * Creates an authorization request like {@link #authorize(Launch)}, with other scopes.
     *
     * @param launch the EHR launch or standalone launch
     * @param scopes the scopes to request instead of the configured ones
     * @return the request
     */
    AuthorizationRequest authorize(Launch launch, Scopes scopes);

    /**
     * Validates the authorization response and exchanges its authorization code for tokens. If the request contained
     * the scope {@code openid}, this method also validates the ID token; see {@link TokenResponse#identity()}.
     *
     * @param request the request from {@link #authorize}, stored for this user
     * @param response the parameters that the redirect URI received
     * @return the tokens with their launch context
     * @throws io.safire.error.ValidationException if {@code state} or {@code iss} does not match the request, or
     *     {@code code} is missing; in these cases nothing was sent. Also if the ID token ({@code id_token}) violates a
     *     rule of OpenID Connect
     * @throws io.safire.error.AuthorizationException if the authorization server responded with an error
     * @throws io.safire.error.TokenException if the token endpoint rejected the code
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#obtain-access-token">SMART App Launch
     *     2.2.0, obtain access token</a>
     */
    TokenResponse exchange(AuthorizationRequest request, AuthorizationResponse response);

    /**
     * Exchanges the authorization code like {@link #exchange(AuthorizationRequest, AuthorizationResponse)}, with
     * another credential.
     *
     * @param request the request from {@link #authorize}
     * @param response the parameters that the redirect URI received
     * @param credential the secret or key for this call
     * @return the tokens with their launch context
     */
    TokenResponse exchange(AuthorizationRequest request, AuthorizationResponse response, Credential credential);

    /**
     * Refreshes the access token with the refresh token of an earlier response, for the same scopes. The result keeps
     * the launch context and the user of the earlier response. It also keeps the refresh token if the server issued no
     * new one.
     *
     * @param tokens the earlier response
     * @return the new tokens
     * @throws io.safire.error.ValidationException if the earlier response has no refresh token or came from another
     *     server, or if the new response identifies another user
     * @throws io.safire.error.TokenException if the token endpoint rejected the refresh token
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#refresh-access-token">SMART App Launch
     *     2.2.0, refresh access token</a>
     */
    TokenResponse refresh(TokenResponse tokens);

    /**
     * Refreshes the access token like {@link #refresh(TokenResponse)}, with another credential.
     *
     * @param tokens the earlier response
     * @param credential the secret or key for this call
     * @return the new tokens
     */
    TokenResponse refresh(TokenResponse tokens, Credential credential);

    /**
     * Refreshes an access token for fewer scopes, or with a refresh token that the application stored itself.
     *
     * @param request the refresh token and the scopes to request
     * @return the new tokens
     * @throws io.safire.error.ValidationException if the requested scopes exceed the granted scopes, compared by meaning;
     *     in this case nothing was sent
     * @throws io.safire.error.TokenException if the token endpoint rejected the refresh token
     */
    TokenResponse refresh(RefreshRequest request);

    /**
     * Refreshes an access token like {@link #refresh(RefreshRequest)}, with another credential.
     *
     * @param request the refresh token and the scopes to request
     * @param credential the secret or key for this call
     * @return the new tokens
     */
    TokenResponse refresh(RefreshRequest request, Credential credential);

    /**
     * Requests a new access token for the application itself (grant type {@code client_credentials}), for the
     * configured scopes. As SMART Backend Services requires, the client authenticates with a signed assertion, whatever
     * its client type is. The response is not cached; use {@link #accessToken()} to reuse a token until it expires.
     *
     * @return the token response
     * @throws io.safire.error.ConfigurationException if {@code scopes}, {@code client-id}, {@code private-key} or
     *     {@code kid} is missing
     * @throws io.safire.error.TokenException if the token endpoint rejected the request
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/backend-services.html">SMART App Launch 2.2.0, backend
     *     services</a>
     */
    TokenResponse backendToken();

    /**
     * Requests an access token like {@link #backendToken()}, for other scopes.
     *
     * @param scopes the scopes to request instead of the configured ones
     * @return the token response
     * @throws io.safire.error.ConfigurationException if {@code scopes} is empty
     */
    TokenResponse backendToken(Scopes scopes);

    /**
     * Requests an access token like {@link #backendToken()}, with another key.
     *
     * @param credential the key for this call
     * @return the token response
     */
    TokenResponse backendToken(Credential credential);

    /**
     * Requests an access token like {@link #backendToken()}, for other scopes and with another key.
     *
     * @param scopes the scopes to request instead of the configured ones
     * @param credential the key for this call
     * @return the token response
     */
    TokenResponse backendToken(Scopes scopes, Credential credential);

    /**
     * Returns a valid access token for the application itself, for the configured scopes. The client caches the token
     * and refreshes it in the background before it expires. Callers wait only if no cached token is valid; all
     * concurrent callers then share a single request.
     *
     * @return the token
     * @throws io.safire.error.ConfigurationException if {@code scopes}, {@code client-id}, {@code private-key} or
     *     {@code kid} is missing
     * @throws io.safire.error.NetworkException if no token is valid, and no response arrived or the caller was
     *     interrupted
     * @throws io.safire.error.TokenException if no token is valid and the token endpoint rejected the request
     * @see #backendToken()
     */
    AccessToken accessToken();

    /**
     * Returns a valid access token like {@link #accessToken()}, for other scopes. Each set of scopes has its own cached
     * token; sets are compared exactly. The client caches the tokens of the 500 most recently used sets.
     *
     * @param scopes the scopes to request instead of the configured ones
     * @return the token
     * @throws io.safire.error.ConfigurationException if {@code scopes} is empty
     */
    AccessToken accessToken(Scopes scopes);

    /**
     * Invalidates a cached token after a resource server responded with 401. The client no longer returns this token,
     * and the next call requests a new one. Concurrent calls for the same token cause a single refresh.
     *
     * <p>This method has no effect if the token was already replaced, is not cached, or is too young. A token is too
     * young for 1 second after it was issued, or for a tenth of its lifetime if that is shorter.
     *
     * @param token the token that the resource server rejected
     * @throws io.safire.error.ValidationException if another server issued the token
     */
    void invalidate(AccessToken token);

    /**
     * Stores the tokens of a signed-in user in the {@link io.safire.spi.TokenStore}, which all nodes of the application
     * share. From then on, the client refreshes them. The tokens replace those stored under the same subject, without
     * revoking them.
     *
     * <pre>{@code
     * ManagedTokens user = epic.keep(sessionId, completed.tokens());
     * AccessToken valid = user.accessToken();
     * }</pre>
     *
     * @param subject the application's identifier of the user or launch, such as a session identifier. It gives access
     *     to the tokens, so it must be unguessable
     * @param tokens the response from {@link #exchange} or {@link #refresh}; do not use its refresh token elsewhere
     *     afterwards
     * @return the stored tokens
     * @throws io.safire.error.ValidationException if the subject is blank or another server issued the tokens
     * @throws io.safire.error.TokenStoreException if the store failed
     * @throws io.safire.error.ConfigurationException if the application has its own store and {@code store-key} is
     *     missing
     */
    ManagedTokens keep(String subject, TokenResponse tokens);

    /**
     * Finds the tokens that this or another node stored under a subject, before or after a restart.
     *
     * @param subject the application's identifier of the user or launch
     * @return the tokens; empty if the store has none under this subject, or if the stored entry cannot be decrypted
     * @throws io.safire.error.ValidationException if the subject is blank
     * @throws io.safire.error.TokenStoreException if the store failed
     * @throws io.safire.error.ConfigurationException if the application has its own store and {@code store-key} is
     *     missing
     */
    Optional<ManagedTokens> kept(String subject);

    /**
     * Signs a user out: removes the stored tokens in one step, then revokes the refresh token and the access token that
     * were stored, even if another node refreshed them last. Signing out also supersedes a refresh in progress on any
     * node. The node that receives the response of that refresh revokes the new tokens and does not store them.
     *
     * <pre>{@code
     * epic.signOut(sessionId);
     * }</pre>
     *
     * <p>From then on, this node returns none of these tokens, even if the server does not respond.
     *
     * @param subject the subject under which the tokens were stored
     * @return a finding for each token that was not revoked (member {@code refresh_token} or {@code access_token}), and
     *     the deviations that were tolerated; empty if the server revoked both tokens, or if no tokens were stored
     * @throws io.safire.error.ValidationException if the subject is blank
     * @throws io.safire.error.TokenStoreException if the store failed and may still have the entry. The tokens that
     *     could be read were revoked. Call this method again
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7009">RFC 7009, token revocation</a>
     */
    List<Finding> signOut(String subject);

    /**
     * Returns the client's own public keys for this server: the next, active and retiring keys. Serve them at the URL
     * that is registered with the server ({@code jwks-url}). The client reads the keys again at each call, so a
     * rotation needs no restart.
     *
     * @return the public keys of {@code private-key}, {@code next-key} and {@code retiring-key}, or those of the
     *     {@link io.safire.spi.KeySource}
     * @throws io.safire.error.ConfigurationException if there is no key, a key is unusable or has no {@code kid}, or
     *     two keys have the same {@code kid}
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html#registering-a-client-communicating-public-keys">
     *     SMART App Launch 2.2.0, communicating public keys</a>
     */
    PublicKeys jwks();

    /**
     * Introspects an access token at the authorization server, with the client's own authentication.
     *
     * @param token the token
     * @return the server's response; a token that is unknown, expired or revoked is not active
     * @throws io.safire.error.DiscoveryException if the server publishes no introspection endpoint and the setting
     *     {@code introspection-endpoint} is missing
     * @throws io.safire.error.ValidationException if another server issued the token; in this case nothing was sent
     * @throws io.safire.error.TokenException if the server rejected the request, or its response lacks {@code active}
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662, token introspection</a>
     */
    Introspection introspect(AccessToken token);

    /**
     * Introspects a token of any kind, such as a refresh token or a token that a caller presented to this application.
     *
     * @param token the value of the token
     * @return the server's response
     */
    Introspection introspect(String token);

    /**
     * Introspects a token like {@link #introspect(String)}, with another credential.
     *
     * @param token the value of the token
     * @param credential the secret or key for this call
     * @return the server's response
     */
    Introspection introspect(String token, Credential credential);

    /**
     * Introspects a token like {@link #introspect(String)}, authorized by an access token instead of client
     * authentication. Some servers require this (RFC 7662, section 2.1).
     *
     * @param token the value of the token to introspect
     * @param bearer an access token of this server that permits introspection
     * @return the server's response
     * @throws io.safire.error.ValidationException if another server issued the {@code bearer} token; in this case
     *     nothing was sent
     */
    Introspection introspect(String token, AccessToken bearer);

    /**
     * Revokes an access token. Revoking an expired or unknown token succeeds (RFC 7009, section 2.2).
     *
     * @param token the token
     * @return the deviations of the server that were tolerated, usually none
     * @throws io.safire.error.DiscoveryException if the server publishes no revocation endpoint and the setting
     *     {@code revocation-endpoint} is missing
     * @throws io.safire.error.ValidationException if another server issued the token; in this case nothing was sent
     * @throws io.safire.error.TokenException if the server rejected the request: with {@code unsupported_token_type},
     *     if it revokes only refresh tokens
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7009">RFC 7009, token revocation</a>
     */
    List<Finding> revoke(AccessToken token);

    /**
     * Revokes an access token like {@link #revoke(AccessToken)}, with another credential.
     *
     * @param token the token
     * @param credential the secret or key for this call
     * @return the deviations of the server that were tolerated
     */
    List<Finding> revoke(AccessToken token, Credential credential);

    /**
     * Revokes a refresh token. Most servers then also revoke every access token of the same launch.
     *
     * @param refreshToken the value of the refresh token
     * @return the deviations of the server that were tolerated
     * @throws io.safire.error.TokenException if the server rejected the request
     */
    List<Finding> revokeRefreshToken(String refreshToken);

    /**
     * Revokes a refresh token like {@link #revokeRefreshToken(String)}, with another credential.
     *
     * @param refreshToken the value of the refresh token
     * @param credential the secret or key for this call
     * @return the deviations of the server that were tolerated
     */
    List<Finding> revokeRefreshToken(String refreshToken, Credential credential);

    /**
     * Revokes all tokens of a response, for a sign-out. The client revokes the refresh token first, so that it cannot
     * be used to obtain another access token, and then the access token. It attempts the second revocation even if the
     * first one fails.
     *
     * @param tokens the token response
     * @return the deviations of the server that were tolerated; if the refresh token was revoked, this includes a
     *     server that does not revoke access tokens
     * @throws io.safire.error.TokenException if the server rejected a request
     */
    List<Finding> revoke(TokenResponse tokens);

    /**
     * Revokes all tokens of a response like {@link #revoke(TokenResponse)}, with another credential.
     *
     * @param tokens the token response
     * @param credential the secret or key for this call
     * @return the deviations of the server that were tolerated
     */
    List<Finding> revoke(TokenResponse tokens, Credential credential);

    /**
     * Returns the value of the {@code Authorization} header for a FHIR request, if the token may be sent to its URL.
     * The token may be sent to the server's {@code base-url}, to its associated endpoints, and to URLs below them. A
     * reference, the link to the next page or a redirect may lead to another server, which could misuse the token. Call
     * this method before each request.
     *
     * <pre>{@code
     * epic.authorizationHeader(tokens.accessToken(), next).ifPresent(header -> request.header("Authorization", header));
     * }</pre>
     *
     * <p>The result is empty for a URL
     *
     * <ul>
     *   <li>with another scheme, host, port or base path, or without a host;
     *   <li>that is not https, unless it is a permitted loopback URL;
     *   <li>with user information;
     *   <li>whose path leaves the base path by {@code ..}, or has an encoded dot, slash, backslash, semicolon or
     *       percent sign.
     * </ul>
     *
     * <p>If the result is empty, do not follow the reference with this token. {@link SmartClients#byIssuer} may find
     * another configured server for it.
     *
     * @param token a token of this server
     * @param target the absolute URL of the request
     * @return {@code Bearer} and the token; empty if the token must not be sent to this URL
     * @throws io.safire.error.ValidationException if another server issued the token
     * @throws io.safire.error.DiscoveryException if the URL is not below {@code base-url} and the associated endpoints
     *     cannot be obtained
     * @throws io.safire.error.NetworkException if the server did not respond to the request for the associated
     *     endpoints
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#access-fhir-api">SMART App Launch
     *     2.2.0, access FHIR API</a>
     */
    Optional<String> authorizationHeader(AccessToken token, URI target);

    /**
     * Returns the client metadata that follow from the settings of this server, as a start for {@link #register}.
     *
     * <ul>
     *   <li>{@code redirect_uris} and {@code scope} are the settings {@code redirect-uri} and {@code scopes}.
     *   <li>{@code token_endpoint_auth_method} is the client authentication method of {@code client-type}.
     *   <li>With {@code confidential-asymmetric}, {@code jwks_uri} is {@code jwks-url}. Without this setting,
     *       {@code jwks} has the keys of {@link #jwks()}.
     *   <li>{@code grant_types} has {@code authorization_code} if there is a redirect URI; then also
     *       {@code refresh_token}, with the scope {@code offline_access} or {@code online_access}.
     *   <li>{@code grant_types} has {@code client_credentials} with {@code confidential-asymmetric}, if a scope starts
     *       with {@code system/} or there is no redirect URI.
     * </ul>
     *
     * <p>Add a name, contacts and other members with {@link ClientMetadata#toBuilder()}. This method sends nothing to
     * the server.
     *
     * @return the metadata
     * @throws io.safire.error.ConfigurationException if {@code redirect-uri} is missing and the application is not a
     *     backend service, or if a key is missing or unusable
     */
    ClientMetadata clientMetadata();

    /**
     * Registers this application with the server (RFC 7591) and saves the registration in the
     * {@link io.safire.spi.RegistrationStore}, where it replaces an earlier one. If the setting {@code client-id} is
     * missing, the client uses the registered {@code client_id} and {@code client_secret} from then on. The client
     * repeats the request only if it certainly was not sent.
     *
     * @param metadata the metadata to register
     * @return the registration as the server granted it, which may differ; see {@link ClientRegistration#findings()}
     * @throws io.safire.error.ValidationException if a member is certainly invalid; in this case nothing was sent
     * @throws io.safire.error.DiscoveryException if the server publishes no {@code registration_endpoint} and the
     *     setting {@code registration-endpoint} is missing
     * @throws io.safire.error.RegistrationException if the server rejected the request, if its response has no usable
     *     {@code client_id}, or if the store did not save the registration
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-3">RFC 7591, section 3</a>
     */
    ClientRegistration register(ClientMetadata metadata);

    /**
     * Registers this application like {@link #register(ClientMetadata)}, with an initial access token from the operator
     * of the server.
     *
     * @param metadata the metadata to register
     * @param token the initial access token; many servers accept it only once
     * @return the registration as the server granted it
     */
    ClientRegistration register(ClientMetadata metadata, InitialAccessToken token);

    /**
     * Returns the stored registration, without a request to the server.
     *
     * @return the result of the last call of {@link #register}, {@link #readRegistration} or
     *     {@link #updateRegistration}; empty if there is none
     */
    Optional<ClientRegistration> registration();

    /**
     * Reads the registration from the server (RFC 7592) and stores it. If the response has a new registration access
     * token, this token replaces the earlier one.
     *
     * @return the registration
     * @throws io.safire.error.ValidationException if no registration is stored, or if the server issued no
     *     {@code registration_client_uri} or no {@code registration_access_token}. Also if this URI has another origin
     *     than the registration endpoint and {@code registration-client-origin}. In these cases nothing was sent
     * @throws io.safire.error.RegistrationException if the server rejected the request or its response is unusable
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7592#section-2.1">RFC 7592, section 2.1</a>
     */
    ClientRegistration readRegistration();

    /**
     * Updates the registration at the server (RFC 7592) and stores it.
     *
     * @param metadata the complete metadata, such as {@link ClientRegistration#granted()} with changes. The server
     *     deletes the members that are missing, or sets their defaults
     * @return the registration
     * @throws io.safire.error.ValidationException under the conditions of {@link #register} and
     *     {@link #readRegistration}
     * @throws io.safire.error.RegistrationException if the server rejected the request or its response is unusable
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7592#section-2.2">RFC 7592, section 2.2</a>
     */
    ClientRegistration updateRegistration(ClientMetadata metadata);

    /**
     * Deletes the registration at the server (RFC 7592) and in the store. The server may also revoke the tokens of the
     * client.
     *
     * @throws io.safire.error.ValidationException under the conditions of {@link #readRegistration}
     * @throws io.safire.error.RegistrationException if the server rejected the request; the store then still has the
     *     registration. Also if only the store failed to delete it; the exception then has the registration
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7592#section-2.3">RFC 7592, section 2.3</a>
     */
    void deleteRegistration();
}
