package io.safire.sandbox.control;

/**
 * The response of the authorization endpoint to the user agent. The sandbox has not sent a request to the redirect URI.
 *
 * @param status the HTTP status: 302 with a location, or the status of an error page
 * @param location the target of the redirect, empty if there is no redirect
 */
public record AuthorizationRedirect(int status, String location) {

    /** Returns the encoded query that the redirect URI receives; empty if the location has no query. */
    public String query() {
        int queryStart = location.indexOf('?');
        return queryStart < 0 ? "" : location.substring(queryStart + 1);
    }
}
