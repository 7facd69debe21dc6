package io.safire.web;

import io.safire.launch.AuthorizationRequest;

/**
 * A pending launch, and the response that sends the browser to the authorization endpoint.
 *
 * <p>The library creates the redirects. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface LaunchRedirect {

    /** {@return the identifier of the launch, which does not reveal the {@code state}} */
    String id();

    /** {@return the authorization request, which the cookie also contains} */
    AuthorizationRequest request();

    /**
     * {@return the response to send to the browser} The response is a redirect (GET) or a page with a form that submits
     * itself (POST). The response sets the cookie that binds the launch to this browser.
     */
    WebResponse response();

    /**
     * Creates a redirect.
     *
     * @param id the identifier of the launch
     * @param request the authorization request
     * @param response the response to send to the browser
     * @return the redirect
     */
    static LaunchRedirect of(String id, AuthorizationRequest request, WebResponse response) {
        return new LaunchRedirectRecord(id, request, response);
    }
}
