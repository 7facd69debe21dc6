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
 * Talks SMART App Launch 2.2.0 to one configured server.
 *
 * <p>A client is injected, {@code @Inject SmartClient} for the default server and
 * {@code @Inject @SmartServer("epic") SmartClient} for the server that {@code safire.epic.*} describes, or looked up in
 * {@link SmartClients}. It is safe for use by many threads, keeps its connections and its metadata, and of tokens
 * only those of {@link #accessToken()} and {@link #keep}. A bean that is stored with a session can hold one: it is
 * serialized as its name.
 *
 * <pre>{@code
 * AuthorizationRequest request = epic.authorize(Launch.ehr(iss, launch));
 * // keep the request in the user's session, send the browser to request.uri(); then, at the redirect URI:
 * TokenResponse tokens = epic.exchange(request, AuthorizationResponse.of(uriInfo.getQueryParameters()));
 * String patient = tokens.context().patient().orElseThrow();
 * }</pre>
 *
 * <p>Every method throws a {@link io.safire.error.SmartException} when it cannot do its work:
 * {@link io.safire.error.ConfigurationException} when a setting is missing or unusable,
 * {@link io.safire.error.DiscoveryException} when the SMART configuration cannot be had,
 * {@link io.safire.error.NetworkException} when no answer came, {@link io.safire.error.TokenException} when the token
 * endpoint refused or its answer is unusable.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html">SMART App Launch 2.2.0</a>
 */
public interface SmartClient {

    /**
     * The name of the server.
     *
     * @return the part of the configuration keys between {@code safire.} and the setting, {@code default} for
     *     {@code safire.base-url} and its companions
     */
    String name();

    /**
     * Reads the server's SMART configuration, {@code <base-url>/.well-known/smart-configuration}, or gives the cached one.
     *
     * @return the metadata, at most as old as its {@code Cache-Control} allows, or {@code metadata-lifetime} (an hour) if it
     *     says nothing; up to {@code metadata-stale-if-error} (a day) older while the server cannot be read
     * @throws io.safire.error.DiscoveryException if the answer is not a usable SMART configuration
     * @throws io.safire.error.NetworkException if no answer came
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#using-well-known">SMART App Launch
     *     2.2.0, well-known configuration</a>
     */
    SmartMetadata metadata();

    /**
     * Reads the brands of the server, which its SMART configuration links to, or gives the cached ones: who it belongs to,
     * with names and logos that patients know. No credential is sent.
     *
     * @return the bundle, at most as old as its {@code Cache-Control} allows, or {@code metadata-lifetime} (an hour) if it
     *     says nothing; an old one is asked for by its {@code ETag}
     * @throws io.safire.error.DiscoveryException if the server names no bundle, or it cannot be used or is longer than
     *     {@code brand-bundle-limit}
     * @throws io.safire.error.NetworkException if no answer came
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html">SMART App Launch 2.2.0, user-access brands and
     *     endpoints</a>
     */
    BrandBundle brands();

    /**
     * Builds a request for an authorization code, with the configured scopes. Nothing is sent to the authorization
     * endpoint: that is the browser's part, by {@link AuthorizationRequest#uri()} (GET) or
     * {@link AuthorizationRequest#endpoint()} and {@link AuthorizationRequest#parameters()} (POST).
     *
     * @param launch how the application was started
     * @return the request, with a new {@code state} and a new PKCE verifier; to be kept for {@link #exchange}
     * @throws io.safire.error.ConfigurationException if {@code client-id}, {@code redirect-uri} or {@code scopes} is
     *     missing
     * @throws io.safire.error.ValidationException if the {@code iss} of an EHR launch is not this server
     * @throws io.safire.error.DiscoveryException if the server offers no usable authorization endpoint
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#obtain-authorization-code">SMART App
     *     Launch 2.2.0, obtain authorization code</a>
     */
    AuthorizationRequest authorize(Launch launch);

    /**
     * Builds a request for an authorization code as {@link #authorize(Launch)} does, for other scopes.
     *
     * @param launch how the application was started
     * @param scopes the scopes to ask for, in place of the configured ones
     * @return the request
     */
    AuthorizationRequest authorize(Launch launch, Scopes scopes);

    /**
     * Trades the authorization code for tokens, after checking the {@code state}. When {@code openid} was asked for, the
     * ID token of the answer is checked: {@link TokenResponse#identity()}.
     *
     * @param request the request that {@link #authorize} gave, kept for this user
     * @param response what came back to the redirect URI
     * @return the tokens with their launch context
     * @throws io.safire.error.ValidationException if {@code state} or {@code iss} does not belong to the request, or
     *     there is no code, and nothing was sent then; or if the ID token ({@code id_token}) breaks a rule of OpenID Connect
     * @throws io.safire.error.AuthorizationException if the authorization server answered with an error
     * @throws io.safire.error.TokenException if the token endpoint refused the code
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#obtain-access-token">SMART App Launch
     *     2.2.0, obtain access token</a>
     */
    TokenResponse exchange(AuthorizationRequest request, AuthorizationResponse response);

    /**
     * Trades the authorization code as {@link #exchange(AuthorizationRequest, AuthorizationResponse)} does, with another
     * credential.
     *
     * @param request the request that {@link #authorize} gave
     * @param response what came back to the redirect URI
     * @param credential the secret or key to use for this call
     * @return the tokens with their launch context
     */
    TokenResponse exchange(AuthorizationRequest request, AuthorizationResponse response, Credential credential);

    /**
     * Gets a new access token by the refresh token of an earlier answer, for the same scopes.
     *
     * @param tokens the earlier answer
     * @return the new tokens; the launch context, and the refresh token when the server sent no new one, are those of the
     *     earlier answer, and so is the user
     * @throws io.safire.error.ValidationException if the earlier answer has no refresh token or came from another server,
     *     or the new one is for another user
     * @throws io.safire.error.TokenException if the token endpoint refused the refresh token
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#refresh-access-token">SMART App Launch
     *     2.2.0, refresh access token</a>
     */
    TokenResponse refresh(TokenResponse tokens);

    /**
     * Refreshes as {@link #refresh(TokenResponse)} does, with another credential.
     *
     * @param tokens the earlier answer
     * @param credential the secret or key to use for this call
     * @return the new tokens
     */
    TokenResponse refresh(TokenResponse tokens, Credential credential);

    /**
     * Gets a new access token by a refresh token that was kept somewhere else, or for fewer scopes.
     *
     * @param request the refresh token and the scopes to ask for
     * @return the new tokens
     * @throws io.safire.error.ValidationException if more is asked for than was granted, compared by meaning; nothing was
     *     sent then
     * @throws io.safire.error.TokenException if the token endpoint refused the refresh token
     */
    TokenResponse refresh(RefreshRequest request);

    /**
     * Refreshes as {@link #refresh(RefreshRequest)} does, with another credential.
     *
     * @param request the refresh token and the scopes to ask for
     * @param credential the secret or key to use for this call
     * @return the new tokens
     */
    TokenResponse refresh(RefreshRequest request, Credential credential);

    /**
     * Gets an access token for the application itself (grant {@code client_credentials}), always a new one, for the
     * configured scopes. The request is signed whatever the client type, as SMART Backend Services asks.
     *
     * @return the token
     * @throws io.safire.error.ConfigurationException if {@code scopes}, {@code client-id}, {@code private-key} or
     *     {@code kid} is missing
     * @throws io.safire.error.TokenException if the token endpoint refused
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/backend-services.html">SMART App Launch 2.2.0, backend
     *     services</a>
     */
    TokenResponse backendToken();

    /**
     * Gets a backend token as {@link #backendToken()} does, for other scopes.
     *
     * @param scopes the scopes to ask for, in place of the configured ones
     * @return the token
     * @throws io.safire.error.ConfigurationException if {@code scopes} is empty
     */
    TokenResponse backendToken(Scopes scopes);

    /**
     * Gets a backend token as {@link #backendToken()} does, with another key.
     *
     * @param credential the key to use for this call
     * @return the token
     */
    TokenResponse backendToken(Credential credential);

    /**
     * Gets a backend token as {@link #backendToken()} does, for other scopes and with another key.
     *
     * @param scopes the scopes to ask for, in place of the configured ones
     * @param credential the key to use for this call
     * @return the token
     */
    TokenResponse backendToken(Scopes scopes, Credential credential);

    /**
     * A token for the application itself that is valid now, for the configured scopes. It is kept and
     * renewed ahead of its end in the background; callers wait only when none is valid, and then for one request, however
     * many they are.
     *
     * @return the token
     * @throws io.safire.error.ConfigurationException if {@code scopes}, {@code client-id}, {@code private-key} or
     *     {@code kid} is missing
     * @throws io.safire.error.NetworkException if none is valid and no answer came, or the caller was interrupted
     * @throws io.safire.error.TokenException if none is valid and the token endpoint refused
     * @see #backendToken()
     */
    AccessToken accessToken();

    /**
     * A token as {@link #accessToken()} gives it, for other scopes. Each set of scopes, compared letter by letter, has a
     * token of its own; the 500 sets that were asked for last are kept.
     *
     * @param scopes the scopes to ask for, in place of the configured ones
     * @return the token
     * @throws io.safire.error.ConfigurationException if {@code scopes} is empty
     */
    AccessToken accessToken(Scopes scopes);

    /**
     * Says that a resource server answered 401 to a managed token. It is not handed out again, and the next call for it gets
     * a new one; however many callers say so, it is renewed once. A token that has been replaced already, is not managed, or
     * came less than a second ago (a tenth of its life where that is shorter) is left alone.
     *
     * @param token the token that was refused
     * @throws io.safire.error.ValidationException if another server issued it
     */
    void invalidate(AccessToken token);

    /**
     * Keeps the tokens of a signed-in user and renews them from then on, in the {@link io.safire.spi.TokenStore} for all
     * nodes of the application. Tokens that are kept under the same subject make room; they are not revoked.
     *
     * <pre>{@code
     * ManagedTokens user = epic.keep(sessionId, completed.tokens());
     * AccessToken valid = user.accessToken();
     * }</pre>
     *
     * @param subject what the application calls the user or the launch, such as a session identifier; who knows it has the
     *     tokens, so that it must not be guessed
     * @param tokens what {@link #exchange} or {@link #refresh} gave; their refresh token is not to be used elsewhere after
     *     that
     * @return the tokens, as long as they are kept
     * @throws io.safire.error.ValidationException if the subject is blank or another server issued the tokens
     * @throws io.safire.error.TokenStoreException if the store does not work
     * @throws io.safire.error.ConfigurationException if the application has a store of its own and {@code store-key} is
     *     missing
     */
    ManagedTokens keep(String subject, TokenResponse tokens);

    /**
     * The tokens that were kept under a subject, by this node or another one, before a restart or after it.
     *
     * @param subject what the application called the user or the launch
     * @return the tokens; empty if none are kept, they were forgotten, or what is kept cannot be opened
     * @throws io.safire.error.ValidationException if the subject is blank
     * @throws io.safire.error.TokenStoreException if the store does not work
     * @throws io.safire.error.ConfigurationException if the application has a store of its own and {@code store-key} is
     *     missing
     */
    Optional<ManagedTokens> kept(String subject);

    /**
     * Signs a user out: removes the stored tokens in one step, and revokes the refresh token and the access token that the
     * store had, also where another node refreshed them last. A refresh in progress, on whichever node, is superseded: the
     * node that receives its response revokes the new tokens and does not store them.
     *
     * <pre>{@code
     * epic.signOut(sessionId);
     * }</pre>
     *
     * <p>No token is handed out by this node from then on, even if the server does not respond.
     *
     * @param subject the subject under which the tokens were stored
     * @return a finding for each token that was not revoked, whose member is {@code refresh_token} or {@code access_token},
     *     and what was tolerated; empty if the server revoked both, or if no tokens were stored
     * @throws io.safire.error.ValidationException if the subject is blank
     * @throws io.safire.error.TokenStoreException if the store failed, so that it may still have the entry; the tokens that
     *     could be read were revoked. Call it again
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7009">RFC 7009, token revocation</a>
     */
    List<Finding> signOut(String subject);

    /**
     * The client's own public keys for this server: those that are to sign, that sign, and that signed until lately. They are
     * for the document behind the URL that was registered with the server ({@code jwks-url}), and are looked up anew each
     * time, so that a rotation needs no restart.
     *
     * @return the public parts of {@code private-key}, {@code next-key} and {@code retiring-key}, or of the keys that a
     *     {@link io.safire.spi.KeySource} gives
     * @throws io.safire.error.ConfigurationException if there is no key, a key has no {@code kid} or cannot be used, or two
     *     keys have the same {@code kid}
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html#registering-a-client-communicating-public-keys">
     *     SMART App Launch 2.2.0, communicating public keys</a>
     */
    PublicKeys jwks();

    /**
     * Asks the authorization server about one of its access tokens, with the client's own authentication.
     *
     * @param token the token
     * @return what the server says of it; a token that is unknown, has expired or was revoked is not active
     * @throws io.safire.error.DiscoveryException if the server publishes no introspection endpoint, and the setting
     *     {@code introspection-endpoint} is missing
     * @throws io.safire.error.ValidationException if another server issued the token; nothing was sent then
     * @throws io.safire.error.TokenException if the server refused, or its answer does not say whether the token is active
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662, token introspection</a>
     */
    Introspection introspect(AccessToken token);

    /**
     * Asks about a token of any kind, such as a refresh token or one that a caller of this application sent along.
     *
     * @param token the value of the token
     * @return what the server says of it
     */
    Introspection introspect(String token);

    /**
     * Asks as {@link #introspect(String)} does, with another credential.
     *
     * @param token the value of the token
     * @param credential the secret or key to use for this call
     * @return what the server says of it
     */
    Introspection introspect(String token, Credential credential);

    /**
     * Asks as {@link #introspect(String)} does, with an access token in place of the client's authentication, as some
     * servers want it.
     *
     * @param token the value of the token that is asked about
     * @param bearer an access token of this server that may introspect
     * @return what the server says of it
     * @throws io.safire.error.ValidationException if another server issued the bearer; nothing was sent then
     */
    Introspection introspect(String token, AccessToken bearer);

    /**
     * Revokes an access token, so that it opens nothing any more. A token that is not valid any more is none to revoke, and
     * no error.
     *
     * @param token the token
     * @return what the server did differently and was tolerated; empty as a rule
     * @throws io.safire.error.DiscoveryException if the server publishes no revocation endpoint, and the setting
     *     {@code revocation-endpoint} is missing
     * @throws io.safire.error.ValidationException if another server issued the token; nothing was sent then
     * @throws io.safire.error.TokenException if the server refused: {@code unsupported_token_type} where it revokes refresh
     *     tokens only
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7009">RFC 7009, token revocation</a>
     */
    List<Finding> revoke(AccessToken token);

    /**
     * Revokes an access token as {@link #revoke(AccessToken)} does, with another credential.
     *
     * @param token the token
     * @param credential the secret or key to use for this call
     * @return what was tolerated
     */
    List<Finding> revoke(AccessToken token, Credential credential);

    /**
     * Revokes a refresh token and with it, on most servers, every access token of the same launch.
     *
     * @param refreshToken the refresh token
     * @return what was tolerated
     * @throws io.safire.error.TokenException if the server refused
     */
    List<Finding> revokeRefreshToken(String refreshToken);

    /**
     * Revokes a refresh token as {@link #revokeRefreshToken(String)} does, with another credential.
     *
     * @param refreshToken the refresh token
     * @param credential the secret or key to use for this call
     * @return what was tolerated
     */
    List<Finding> revokeRefreshToken(String refreshToken, Credential credential);

    /**
     * Revokes all tokens of an answer, for a sign-out: the refresh token first, so that nobody can renew what is revoked
     * next, then the access token. The second is tried also when the first fails.
     *
     * @param tokens the answer
     * @return what was tolerated: with a refresh token revoked, also that the server does not revoke access tokens
     * @throws io.safire.error.TokenException if the server refused
     */
    List<Finding> revoke(TokenResponse tokens);

    /**
     * Revokes all tokens of an answer as {@link #revoke(TokenResponse)} does, with another credential.
     *
     * @param tokens the answer
     * @param credential the secret or key to use for this call
     * @return what was tolerated
     */
    List<Finding> revoke(TokenResponse tokens, Credential credential);

    /**
     * The Authorization header of a FHIR request, for the addresses that the token may be sent to and for no others: the
     * server's {@code base-url}, its associated endpoints, and what is below them. A reference, a link to a next page or a
     * redirect may lead to a server of somebody else, who could use the token; ask here before each request.
     *
     * <pre>{@code
     * epic.authorizationHeader(tokens.accessToken(), next).ifPresent(header -> request.header("Authorization", header));
     * }</pre>
     *
     * <p>An address of another host, port, scheme or path has no header, nor has a relative one, one that is neither https
     * nor allowed on loopback, one with a user name, and one whose path leaves its base by {@code ..} or has an encoded
     * dot, slash, backslash, semicolon or percent sign. Where there is none, leave the reference alone, or ask the server
     * that {@link SmartClients#byIssuer} finds for a token of its own.
     *
     * @param token a token of this server
     * @param target the whole URL of the request
     * @return {@code Bearer} and the token; empty if the token must not be sent there
     * @throws io.safire.error.ValidationException if another server issued the token
     * @throws io.safire.error.DiscoveryException if the address is not below the {@code base-url}, and the associated
     *     endpoints cannot be had
     * @throws io.safire.error.NetworkException if no answer came when they were asked for
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#access-fhir-api">SMART App Launch 2.2.0,
     *     access FHIR API</a>
     */
    Optional<String> authorizationHeader(AccessToken token, URI target);

    /**
     * What the settings of this server say of the application, as it would be registered: {@code redirect-uri},
     * {@code scopes}, {@code client-type} as authentication method, and with {@code confidential-asymmetric}
     * {@code jwks-url} or, where that is not set, the public keys of {@link #jwks()}. The grants are
     * {@code authorization_code} with a redirect URI, {@code refresh_token} with a scope for it, {@code client_credentials}
     * with keys and scopes of the system or without a redirect URI. Name, contacts and the like are added with
     * {@link ClientMetadata#toBuilder()}.
     *
     * @return the metadata; nothing is sent
     * @throws io.safire.error.ConfigurationException if {@code redirect-uri} is missing and the application is no backend
     *     service, or a key is missing or cannot be used
     */
    ClientMetadata clientMetadata();

    /**
     * Registers this application with the server (RFC 7591). The registration is put into the
     * {@link io.safire.spi.RegistrationStore} in place of an earlier one, and where {@code client-id} is not configured, the
     * client uses its identifier and secret from then on. The request is sent once: it is repeated only when it certainly
     * never left.
     *
     * @param metadata what the application says of itself
     * @return the registration with what the server granted, which may differ: {@link ClientRegistration#findings()}
     * @throws io.safire.error.ValidationException if a member is certainly wrong; nothing was sent then
     * @throws io.safire.error.DiscoveryException if the server advertises no {@code registration_endpoint} and the setting
     *     of this name is missing
     * @throws io.safire.error.RegistrationException if the server refused, its answer has no usable {@code client_id}, or
     *     the store did not keep it
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-3">RFC 7591, section 3</a>
     */
    ClientRegistration register(ClientMetadata metadata);

    /**
     * Registers this application as {@link #register(ClientMetadata)} does, with a token that the server's operator gave.
     *
     * @param metadata what the application says of itself
     * @param token the token, which can often be used once
     * @return the registration
     */
    ClientRegistration register(ClientMetadata metadata, InitialAccessToken token);

    /**
     * The registration that is kept; nothing is sent.
     *
     * @return what the last of {@link #register}, {@link #readRegistration} and {@link #updateRegistration} gave
     */
    Optional<ClientRegistration> registration();

    /**
     * Reads the registration from the server (RFC 7592) and keeps it. A new registration access token in the answer takes
     * the place of the old one.
     *
     * @return the registration
     * @throws io.safire.error.ValidationException if no registration is kept, the server gave no address and token for it,
     *     or the address is not on the origin of the registration endpoint and not on {@code registration-client-origin};
     *     nothing was sent then
     * @throws io.safire.error.RegistrationException if the server refused or its answer cannot be used
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7592#section-2.1">RFC 7592, section 2.1</a>
     */
    ClientRegistration readRegistration();

    /**
     * Changes the registration at the server (RFC 7592) and keeps it.
     *
     * @param metadata all that is to be registered, such as {@link ClientRegistration#granted()} with changes; what it
     *     leaves out, the server forgets or fills in
     * @return the registration
     * @throws io.safire.error.ValidationException as of {@link #register} and {@link #readRegistration}
     * @throws io.safire.error.RegistrationException if the server refused or its answer cannot be used
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7592#section-2.2">RFC 7592, section 2.2</a>
     */
    ClientRegistration updateRegistration(ClientMetadata metadata);

    /**
     * Deletes the registration at the server (RFC 7592) and forgets it. Tokens that the client has may end with it.
     *
     * @throws io.safire.error.ValidationException as of {@link #readRegistration}
     * @throws io.safire.error.RegistrationException if the server refused; the registration is kept then. Or if the server has
     *     deleted it and the store has not: the exception has the registration then
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7592#section-2.3">RFC 7592, section 2.3</a>
     */
    void deleteRegistration();
}
