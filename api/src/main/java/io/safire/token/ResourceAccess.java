package io.safire.token;

import java.net.URI;
import java.util.Optional;

/**
 * The rules for sending access tokens to the resources of one server.
 *
 * @since 1.0
 */
public interface ResourceAccess {

    /**
     * Returns whether tokens of this server may be sent to a URL. {@link #authorization} lists the conditions. For a
     * URL that is refused, the library logs a warning that describes the difference from {@code base-url}, once for
     * each origin.
     *
     * @param target the absolute URL of the request
     * @return true if the token may be sent to this URL
     * @throws io.safire.error.DiscoveryException if the URL is not below {@code base-url} and the associated endpoints
     *     cannot be obtained
     * @throws io.safire.error.NetworkException if the server did not respond to the request for the associated
     *     endpoints
     */
    boolean accepts(URI target);

    /**
     * Returns the value of the {@code Authorization} header for a FHIR request, if the token may be sent to its URL.
     * The token may be sent to the server's {@code base-url}, to its associated endpoints, and to URLs below them. Call
     * this method before each request, because a reference, the link to the next page or a redirect may lead to another
     * server, which could misuse the token.
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
     *   <li>whose path leaves the base path through {@code ..}, or contains an encoded dot, slash, backslash, semicolon
     *   or percent sign.
     * </ul>
     *
     * <p>If the result is empty, do not follow the reference with this token. {@link io.safire.SmartClients#forLaunch}
     * may find another configured server to which the reference belongs.
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
    Optional<String> authorization(AccessToken token, URI target);

    /**
     * Invalidates a cached token after a resource server responded with 401. The client no longer returns this token,
     * and the next call requests a new one. Concurrent calls for the same token cause a single refresh.
     *
     * <p>This method has no effect if the token was already replaced, is not cached, or is too young. A token is too
     * young during the first second after it was issued, or during the first tenth of its lifetime if that is shorter.
     *
     * @param token the token that the resource server rejected
     * @throws io.safire.error.ValidationException if another server issued the token
     */
    void invalidate(AccessToken token);
}
