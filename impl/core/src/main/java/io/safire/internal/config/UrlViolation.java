package io.safire.internal.config;

/** The reason why no request may be sent to a URL. */
public enum UrlViolation {
    NOT_ABSOLUTE("must be an absolute URL", "is not an absolute URL"),
    /** The URL has a user name before the host, which could disguise the host. */
    USER_NAME("must not contain a user name", "contains a user name"),
    /** The URL is http on a loopback host, but {@code allow-insecure-localhost} is not true. */
    LOOPBACK_HTTP("must be https", "is not https"),
    NOT_HTTPS("must be https", "is not https");

    private final String requirement;
    private final String description;

    UrlViolation(String requirement, String description) {
        this.requirement = requirement;
        this.description = description;
    }

    /** Returns the violated rule, for example {@code must be https}. */
    public String requirement() {
        return requirement;
    }

    /** Returns the violation, for example {@code is not https}. */
    public String description() {
        return description;
    }
}
