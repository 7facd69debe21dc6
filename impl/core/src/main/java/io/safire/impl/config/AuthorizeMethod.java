package io.safire.impl.config;

/** How the browser sends an authorization request. */
public enum AuthorizeMethod {
    GET,
    POST,
    /** By POST where the server takes it and a URL would be too long. */
    AUTO
}
