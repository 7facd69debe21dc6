package io.safire.web;

import io.safire.launch.AuthorizationResponse;

/**
 * The authorization code flow in two calls: {@link #start} at the launch URL and {@link #complete} at the redirect URI.
 *
 * <p>Between {@link #start} and {@link #complete}, the browser holds the pending launch in an encrypted cookie. The
 * launch expires after {@code launch-lifetime} (default: 10 minutes). Each launch has its own cookie, so several
 * launches in one browser do not interfere. The flow works without an HTTP session, because most browsers do not send a
 * session cookie within the frame of an EHR. Launches that an attacker starts occupy no memory on the server. A
 * {@link io.safire.spi.LaunchStore} records the consumed launches.
 *
 * <pre>{@code
 * // at the launch URL
 * RequestCookies cookies = RequestCookies.parse(cookieHeader);
 * LaunchRedirect started = launches.start(LaunchRequest.ehr(iss, launch).withCookies(cookies));
 * // send started.response() to the browser: its status, headers and body; then, at the redirect URI:
 * CompletedLaunch completed = launches.complete(AuthorizationResponse.of(parameters), cookies);
 * // send completed.cookies() as Set-Cookie headers and store completed.tokens()
 * }</pre>
 *
 * <p>The name of the cookie is {@code __Host-safire-<id>}, and its attributes are {@code Secure}, {@code HttpOnly},
 * {@code SameSite=None} and {@code Partitioned}. A browser may refuse a {@code Secure} cookie if the redirect URI is
 * plain http on a loopback host, as during development. In this case, the name of the cookie is {@code safire-<id>},
 * and its attributes are {@code HttpOnly} and {@code SameSite=Lax}. The launch URL and the redirect URI must be on the
 * same host, and open in the same frame or window.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html">SMART App Launch 2.2.0</a>
 * @since 1.0
 */
public interface SmartLaunches {

    /**
     * Starts a launch. This method creates the authorization request and the cookie of the pending launch. An EHR
     * launch starts only if its {@code iss} equals the {@code base-url} or {@code authorization-audience} of a
     * configured server; for any other {@code iss}, this method sends nothing.
     *
     * @param request the launch, and the cookies of the browser
     * @return the authorization request, and the response to send to the browser
     * @throws io.safire.error.ValidationException if {@code iss} matches no configured server, or does not match the
     *     server that the request names. This exception is also thrown if the cookie of the launch would exceed 3,800
     *     characters; in this case, the attribute is {@code scope} or {@code return_to}. For an additional parameter
     *     that the client sets itself, the attribute is {@code parameter}
     * @throws io.safire.error.ConfigurationException if {@code client-id}, {@code redirect-uri} or {@code scopes} is
     *     missing, or if no server with the requested name is configured
     * @throws io.safire.error.DiscoveryException if the server publishes no usable authorization endpoint
     */
    LaunchRedirect start(LaunchRequest request);

    /**
     * Completes a launch. This method validates that the response belongs to a pending launch of this browser, and
     * exchanges the authorization code for tokens. If {@code state} or the cookie is invalid, this method sends
     * nothing. Otherwise, this method marks the launch as consumed. If it is certain that the code was not sent, for
     * example because the server is unavailable, the browser can repeat the same request.
     *
     * @param response the parameters that the redirect URI received
     * @param cookies the cookies of the same request
     * @return the tokens
     * @throws io.safire.error.ValidationException if the response is invalid. The attribute of this exception names the
     *     invalid parameter:
     *     <ul>
     *       <li>{@code state} if the state is missing, unknown, consumed, expired or from another browser;
     *       <li>{@code iss} if the response names another issuer, or if {@code iss} is missing although the server
     *           advertises it (RFC 9207);
     *       <li>{@code code} if the response contains no code
     *     </ul>
     * @throws io.safire.error.AuthorizationException if the authorization server responded with an error
     * @throws io.safire.error.TokenException if the token endpoint rejected the code, or its response is unusable
     * @throws io.safire.error.ConfigurationException if the secret or key of the client is missing or unusable, or if
     *     the server of the launch is no longer configured
     * @throws io.safire.error.DiscoveryException if the SMART configuration cannot be obtained, or it contains no
     *     usable token endpoint or key set
     * @throws io.safire.error.NetworkException if no response arrived; see
     *     {@link io.safire.error.NetworkException#notSent()}
     * @throws io.safire.error.LaunchStoreException if the store failed
     */
    CompletedLaunch complete(AuthorizationResponse response, RequestCookies cookies);
}
