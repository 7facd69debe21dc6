package io.safire.token;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The rules for sending access tokens to the resources of one server.
 *
 * @since 1.0
 */
public interface ResourceAccess {

    /**
     * Returns whether access tokens of this server may be sent to a URL. {@link #authorization} lists the conditions.
     * For the first refused URL of each origin, the library logs a warning that describes the difference from
     * {@code base-url}.
     *
     * @param target the absolute URL of the request
     * @return true if the token may be sent to this URL
     * @throws io.safire.error.DiscoveryException if the URL is not below {@code base-url}, and the SMART configuration, which lists the associated endpoints, cannot be obtained
     * @throws io.safire.error.NetworkException if the server did not respond to the request for its SMART configuration
     */
    boolean accepts(URI target);

    /**
     * Returns the value of the {@code Authorization} header for a FHIR request, if the token may be sent to the URL of
     * the request. The token may be sent to the server's {@code base-url}, to the URLs in {@code further-resource-urls},
     * to the server's associated endpoints, and to URLs below these URLs. Call this method before each request. A reference, the link to the next page or a redirect
     * may lead to another server, which could misuse the token.
     *
     * <pre>{@code
     * epic.resources()
     *         .authorization(tokens.accessToken(), next)
     *         .ifPresent(header -> request.header("Authorization", header));
     * }</pre>
     *
     * <p>The result is empty for a URL
     *
     * <ul>
     *   <li>with another scheme, host, port or base path, or without a host;
     *   <li>that is not https, unless it is a permitted loopback URL;
     *   <li>with user information;
     *   <li>whose path below the base path has a segment {@code .} or {@code ..}, or contains one of these characters
     *       in percent-encoded form: dot, slash, backslash, semicolon, percent sign, control characters, non-ASCII
     *       characters.
     * </ul>
     *
     * <p>If the result is empty, do not follow the reference with this token. Use
     * {@link io.safire.SmartClients#forLaunch} to find another configured server to which the reference may belong.
     *
     * @param token a token of this client, or of another client of the same server; {@code accept-tokens-of} must contain the name of the other client
     * @param target the absolute URL of the request
     * @return {@code Bearer} and the token; empty if the token must not be sent to this URL
     * @throws io.safire.error.ValidationException if another server issued the token
     * @throws io.safire.error.DiscoveryException if the URL is not below {@code base-url}, and the SMART configuration, which lists the associated endpoints, cannot be obtained
     * @throws io.safire.error.NetworkException if the server did not respond to the request for its SMART configuration
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#access-fhir-api">SMART App Launch
     *     2.2.0, access FHIR API</a>
     */
    Optional<String> authorization(AccessToken token, URI target);

    /**
     * Returns the headers that a gateway in front of the server requires in a FHIR request, such as a subscription key.
     * The settings {@code headers.<name>} define them. The values are secrets.
     *
     * @param target the absolute URL of the request
     * @return the values by the names of the headers; empty if the URL is not an address of the server
     */
    default Map<String, String> gatewayHeaders(URI target) {
        return Map.of();
    }

    /**
     * Invalidates a cached token after a resource server responded with 401. After this call, the client no longer
     * returns this token. The next call for a token requests a new token. Concurrent calls of this method for the same
     * token cause a single refresh.
     *
     * <p>This method has no effect if the token is not cached, for example because the client has already replaced it,
     * or because another client in {@code accept-tokens-of} issued it.
     * This method also has no effect during the first second after the client received the token. For a token with a
     * lifetime of less than ten seconds, this period is a tenth of the lifetime.
     *
     * @param token the token that the resource server rejected
     * @throws io.safire.error.ValidationException if another server issued the token
     */
    void invalidate(AccessToken token);
}
