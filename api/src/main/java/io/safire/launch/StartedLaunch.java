package io.safire.launch;

import static java.util.Objects.requireNonNull;

import io.safire.web.WebAnswer;

/**
 * A launch that has begun.
 *
 * @param id identifies the launch, and tells nothing about its {@code state}
 * @param request the authorization request, which is kept already
 * @param answer what to send to the browser: a redirect (GET) or a page with a form that submits itself (POST), with the
 *     cookie that binds the launch to this browser
 */
public record StartedLaunch(String id, AuthorizationRequest request, WebAnswer answer) {

    /** Checks that all parts are there. */
    public StartedLaunch {
        requireNonNull(id, "id");
        requireNonNull(request, "request");
        requireNonNull(answer, "answer");
    }
}
