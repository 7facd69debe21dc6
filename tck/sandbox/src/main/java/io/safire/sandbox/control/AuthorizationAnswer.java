package io.safire.sandbox.control;

/**
 * What a user agent got from an authorization endpoint. The redirect URI was not called.
 *
 * @param status the HTTP status: 302 with a location, or an error page
 * @param location where the user agent is sent, empty if nowhere
 */
public record AuthorizationAnswer(int status, String location) {

    /**
     * The query that the redirect URI gets.
     *
     * @return encoded text, empty if there is none
     */
    public String query() {
        int mark = location.indexOf('?');
        return mark < 0 ? "" : location.substring(mark + 1);
    }
}
