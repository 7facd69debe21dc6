package io.safire.web;

/**
 * The endpoints of an application that an EHR launches, independent of any web framework. A web framework passes
 * requests to these methods and sends the responses. The artifact {@code safire-rest} does so for Jakarta REST. The
 * application implements {@link LaunchHandler}.
 *
 * <p>No method throws an exception because of the content of a request. The response to an invalid request is an error
 * page with the code of the message, and without details that would help an attacker. The logger {@code io.safire.web}
 * logs the message. A request with an HTTP method that the endpoint does not support has no effect, and the response
 * has status 405.
 *
 * @since 1.0
 */
public interface SmartEndpoints {

    /**
     * Processes a GET request to the launch URL. An EHR launch has the parameters {@code iss} and {@code launch}. A
     * standalone launch has the parameter {@code server}, the name of a configured server. The optional parameter
     * {@code return_to} is a path on this host to which the user returns after the launch.
     *
     * @param request the request of the browser
     * @return a redirect to the authorization endpoint, a form that posts to this endpoint, or an error page
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#launch-app-ehr-launch">SMART App
     *     Launch 2.2.0, EHR launch</a>
     */
    WebResponse launch(WebRequest request);

    /**
     * Processes a GET request to the redirect URI.
     *
     * @param request the request of the browser
     * @return the redirect that {@link LaunchHandler#completed} returned, or an error page
     */
    WebResponse callback(WebRequest request);

    /**
     * Returns the application's public keys for a server, in response to GET or HEAD. Register the URL of this endpoint
     * with the server, and set {@code jwks-url} to this URL.
     *
     * @param server the name of the server
     * @param request the request of the server
     * @return the JSON Web Key Set with the {@code Cache-Control} header of {@link io.safire.SmartClient#jwks()};
     *     status 404 if the server is not configured or has no key
     */
    WebResponse jwks(String server, WebRequest request);

    /**
     * Ends the application's session. The request must be a POST from a page of this application. If the browser
     * indicates that a page of another origin sent the request, the response has status 403.
     *
     * @param request the request of the browser
     * @return the redirect that {@link LaunchHandler#signOut} returned, or an error page. If the redirect has a
     *     {@link Redirect#withSignOut sign-out} with a URL, the response redirects the browser to this URL instead
     */
    WebResponse signOut(WebRequest request);

    /**
     * Processes a GET request to {@code post-logout-redirect-uri}, after the server has ended the session of the user.
     *
     * @param request the request of the browser
     * @return a redirect to the path that {@link LaunchHandler#signOut} returned. If {@code state} is not the state of
     *     a sign-out in this browser, or the sign-out has expired, a redirect to {@link LaunchHandler#home}
     * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RedirectionAfterLogout">OpenID Connect
     *     RP-Initiated Logout 1.0, section 3</a>
     */
    WebResponse signedOut(WebRequest request);
}
