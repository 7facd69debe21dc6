package io.safire.web;

import static java.util.Objects.requireNonNull;

import io.safire.launch.AuthorizationRequest;

/**
 * A pending launch, and the response that sends the browser to the authorization endpoint.
 *
 * @param id the identifier of the launch, which reveals nothing about its {@code state}
 * @param request the authorization request, which the cookie also contains
 * @param response the response to send to the browser: a redirect (GET) or a page with a form that submits itself (POST).
 *     The response sets the cookie that binds the launch to this browser
 * @since 1.0
 */
public record LaunchRedirect(String id, AuthorizationRequest request, WebResponse response) {

    public LaunchRedirect {
        requireNonNull(id, "id");
        requireNonNull(request, "request");
        requireNonNull(response, "response");
    }
}
