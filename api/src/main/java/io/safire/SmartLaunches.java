package io.safire;

import io.safire.launch.AgentCookies;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CompletedLaunch;
import io.safire.launch.LaunchRequest;
import io.safire.launch.StartedLaunch;

/**
 * Launches from their beginning to their tokens, in two calls. In between, the pending launch is in an encrypted cookie of
 * the browser, one for each launch, for {@code launch-lifetime} at the most. So several launches in one browser do not
 * disturb each other, none depends on the HTTP session, which a browser does not send within the frame of an EHR, and
 * launches that strangers begin cost no memory. A {@link io.safire.spi.LaunchStore} remembers which launches were used.
 *
 * <pre>{@code
 * // at the launch URL
 * AgentCookies cookies = AgentCookies.parse(cookieHeader);
 * StartedLaunch started = launches.begin(LaunchRequest.ehr(iss, launch).withCookies(cookies));
 * // send started.answer(): its status, headers and body; then, at the redirect URI:
 * CompletedLaunch completed = launches.complete(AuthorizationResponse.of(parameters), cookies);
 * // send completed.cookies() as Set-Cookie headers, keep completed.tokens() in the session
 * }</pre>
 *
 * <p>The cookie is {@code __Host-safire-<id>} with {@code Secure}, {@code HttpOnly}, {@code SameSite=None} and
 * {@code Partitioned}. Where the redirect URI is plain http on a loopback host, as during development, it is
 * {@code safire-<id>} with {@code HttpOnly} and {@code SameSite=Lax}, which needs no TLS. Launch URL and redirect URI have
 * to be on the same host, and in the same frame or window.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html">SMART App Launch 2.2.0</a>
 */
public interface SmartLaunches {

    /**
     * Begins a launch. An EHR launch is begun only for an {@code iss} that is the {@code base-url} or {@code issuer} of a
     * configured server; for another one nothing is sent anywhere.
     *
     * @param request how the application was started, and by which browser
     * @return the authorization request, and what to send to the browser
     * @throws io.safire.error.ValidationException if the {@code iss} is the address of no configured server, or not of the
     *     one that the request names
     * @throws io.safire.error.ConfigurationException if {@code client-id}, {@code redirect-uri} or {@code scopes} is
     *     missing, or there is no such server
     * @throws io.safire.error.DiscoveryException if the server offers no usable authorization endpoint
     * @throws io.safire.error.ValidationException with the attribute {@code scope} if the launch is too long for a cookie
     */
    StartedLaunch begin(LaunchRequest request);

    /**
     * Ends a launch: checks that the answer belongs to a launch that waits and was begun by this browser, and trades the
     * code for tokens. Nothing is sent before {@code state} and cookie are right, and from then on the launch is used up.
     * The exception: if the code certainly was not sent, such as while the server cannot be reached, the browser can repeat
     * the same request.
     *
     * @param response what came to the redirect URI
     * @param cookies the cookies of that request
     * @return the tokens
     * @throws io.safire.error.ValidationException with the attribute {@code state} if it is missing, unknown, used,
     *     expired or of another browser, each with its own id and reason; with {@code iss} if another issuer answered, or
     *     none did and the server says that it names itself (RFC 9207); with {@code code} if there is none
     * @throws io.safire.error.AuthorizationException if the authorization server answered with an error
     * @throws io.safire.error.TokenException if the token endpoint refused the code
     * @throws io.safire.error.LaunchStoreException if the store failed
     */
    CompletedLaunch complete(AuthorizationResponse response, AgentCookies cookies);
}
