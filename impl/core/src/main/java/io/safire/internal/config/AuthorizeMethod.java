package io.safire.internal.config;

/** The HTTP method with which the browser sends an authorization request. */
public enum AuthorizeMethod {
    GET,
    POST,
    /** POST if the server supports {@code authorize-post} and the URL would be too long; otherwise, GET. */
    AUTO
}
