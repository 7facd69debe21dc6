package io.safire;

import io.safire.authentication.Credential;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.token.IssuedTokens;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.net.URI;

/**
 * The requests of a client to one authorization server. {@link SmartClient} sends the requests with the configured
 * credential; {@link SmartClient#with(Credential)} returns the same requests with another credential. No method reads
 * or fills a cache of tokens.
 *
 * @since 1.0
 */
public interface TokenRequests {

    /**
     * Creates an authorization request with the configured scopes. This method sends nothing to the authorization
     * endpoint. To send the request, the application redirects the browser to {@link AuthorizationRequest#uri()} (GET),
     * or lets the browser post {@link AuthorizationRequest#parameters()} to {@link AuthorizationRequest#endpoint()}
     * (POST).
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
    default AuthorizationRequest authorize(Launch launch) {
        return authorize(launch, AuthorizationOptions.defaults());
    }

    /**
     * Creates an authorization request like {@link #authorize(Launch)}, with options.
     *
     * @param launch the EHR launch or standalone launch
     * @param options the values that replace the configuration, such as other scopes
     * @return the authorization request; store it for {@link #exchange}
     * @throws io.safire.error.ConfigurationException under the conditions of {@link #authorize(Launch)}
     */
    AuthorizationRequest authorize(Launch launch, AuthorizationOptions options);

    /**
     * Validates the authorization response and exchanges its authorization code for tokens. If the request contained
     * the scope {@code openid}, this method also validates the ID token; see {@link TokenResponse#identity()}.
     *
     * @param request the request from {@link #authorize}, stored for this user
     * @param response the parameters that the redirect URI received
     * @return the tokens with their launch context
     * @throws io.safire.error.ValidationException if {@code state} or {@code iss} does not match the request, or
     *     {@code code} is missing; in these cases, nothing was sent. This exception is also thrown if the ID token
     *     ({@code id_token}) violates a rule of OpenID Connect
     * @throws io.safire.error.AuthorizationException if the authorization server responded with an error
     * @throws io.safire.error.TokenException if the token endpoint rejected the code, or its response is unusable
     * @throws io.safire.error.ConfigurationException if the secret or key of the client is missing or unusable; in this
     *     case, nothing was sent
     * @throws io.safire.error.DiscoveryException if the SMART configuration cannot be obtained, or it contains no
     *     usable token endpoint or key set
     * @throws io.safire.error.NetworkException if no response arrived. The same code can be exchanged again
     *     only if {@link io.safire.error.NetworkException#notSent()} is true
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#obtain-access-token">SMART App Launch
     *     2.2.0, obtain access token</a>
     */
    TokenResponse exchange(AuthorizationRequest request, AuthorizationResponse response);

    /**
     * Exchanges an authorization code for tokens, without the {@link AuthorizationRequest}. The application itself must
     * compare {@code state}; {@link AuthorizationCode} describes all checks that this method omits. If the response
     * contains an ID token, this method validates it.
     *
     * <pre>{@code
     * AuthorizationCode code = AuthorizationCode.of(receivedCode, storedVerifier, "https://app.example/callback")
     *         .withNonce(storedNonce)
     *         .withIss(receivedIss);
     * TokenResponse tokens = epic.exchange(code);
     * }</pre>
     *
     * <p>This method publishes the event {@link io.safire.event.TokenIssued}, but not
     * {@link io.safire.event.LaunchCompleted}, because the launch is unknown.
     *
     * @param code the code with its code verifier and redirect URI
     * @return the tokens with their launch context. If the application did not pass {@code iss} or {@code nonce}, a
     *     finding names the missing value
     * @throws io.safire.error.ValidationException if the code, the code verifier or the redirect URI is missing or
     *     malformed, or if {@code iss} is not the issuer of this server; in these cases, nothing was sent. This
     *     exception is also thrown if the ID token ({@code id_token}) violates a rule of OpenID Connect
     * @throws io.safire.error.TokenException if the token endpoint rejected the code, or its response is unusable
     * @throws io.safire.error.ConfigurationException if the secret or key of the client is missing or unusable; in this
     *     case, nothing was sent
     * @throws io.safire.error.DiscoveryException if the SMART configuration cannot be obtained, or it contains no
     *     usable token endpoint or key set
     * @throws io.safire.error.NetworkException if no response arrived. The same code can be exchanged again only if
     *     {@link io.safire.error.NetworkException#notSent()} is true
     * @throws UnsupportedOperationException if the implementation does not support this method. The default
     *     implementation always throws this exception
     */
    default TokenResponse exchange(AuthorizationCode code) {
        throw new UnsupportedOperationException("exchange(AuthorizationCode)");
    }

    /**
     * Refreshes an access token. The result keeps the launch context and the user of the earlier response. If the
     * server issued no new refresh token, the result also keeps the earlier refresh token.
     *
     * <pre>{@code
     * TokenResponse refreshed = epic.refresh(RefreshRequest.of(tokens));
     * }</pre>
     *
     * @param request the refresh token, usually {@link RefreshRequest#of(TokenResponse)}
     * @return the new tokens
     * @throws io.safire.error.ValidationException if another server issued the refresh token, or if the requested
     *     scopes exceed the granted scopes; in these cases, nothing was sent. This exception is also thrown if the new
     *     response identifies another user
     * @throws io.safire.error.TokenException if the token endpoint rejected the refresh token, or its response is
     *     unusable
     * @throws io.safire.error.ConfigurationException if the secret or key of the client is missing or unusable; in this
     *     case, nothing was sent
     * @throws io.safire.error.DiscoveryException if the SMART configuration cannot be obtained, or it contains no
     *     usable token endpoint or key set
     * @throws io.safire.error.NetworkException if no response arrived. The same refresh token can be sent again
     *     only if {@link io.safire.error.NetworkException#notSent()} is true
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#refresh-access-token">SMART App Launch
     *     2.2.0, refresh access token</a>
     */
    TokenResponse refresh(RefreshRequest request);

    /**
     * Requests a new access token for the application itself (grant type {@code client_credentials}), for the
     * configured scopes. As SMART Backend Services requires, the client authenticates with a signed assertion,
     * regardless of its client type. The response is not cached; use {@link SmartClient#accessToken()} to reuse a token
     * until it expires.
     *
     * @return the token response
     * @throws io.safire.error.ConfigurationException if {@code scopes}, {@code client-id}, {@code private-key} or
     *     {@code kid} is missing
     * @throws io.safire.error.DiscoveryException if the token endpoint is unknown
     * @throws io.safire.error.NetworkException if no response arrived
     * @throws io.safire.error.TokenException if the token endpoint rejected the request, or its response is unusable
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/backend-services.html">SMART App Launch 2.2.0, backend
     *     services</a>
     */
    TokenResponse requestToken();

    /**
     * Requests a new access token like {@link #requestToken()}, but for the given scopes.
     *
     * @param scopes the scopes to request instead of the configured ones
     * @return the token response
     * @throws io.safire.error.ConfigurationException if {@code scopes} is empty
     */
    TokenResponse requestToken(Scopes scopes);

    /**
     * Creates a signed client assertion ({@code private_key_jwt}) for an endpoint that the application calls itself.
     * This method signs with the private key of the client, regardless of the client type, and sends nothing. Use each
     * assertion for only one request. The assertion expires after {@code assertion-lifetime} (default: 5 minutes).
     *
     * <pre>{@code
     * String assertion = epic.clientAssertion(endpoint);
     * // send it as client_assertion, with the client_assertion_type of RFC 7523
     * }</pre>
     *
     * @param audience the {@code aud} of the assertion, usually the URL of the endpoint
     * @return the assertion, a JWS in compact serialization; do not log it
     * @throws io.safire.error.ConfigurationException if {@code client-id}, {@code private-key} or {@code kid} is
     *     missing, or the key is unusable
     * @throws UnsupportedOperationException if the implementation does not support client assertions. The default
     *     implementation always throws this exception
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-2.2">RFC 7523, section 2.2</a>
     */
    default String clientAssertion(URI audience) {
        throw new UnsupportedOperationException("clientAssertion");
    }

    /** {@return the operations that introspect and revoke tokens of this server; this method itself sends nothing} */
    IssuedTokens tokens();
}
