package io.safire.internal.config;

/** The reason why a URL must not be used. */
public enum UrlViolation {
    MALFORMED(
            "must be a well-formed URL, in which characters such as spaces and braces are percent-encoded",
            "is malformed, for example because it contains a space or a brace"),
    /** {@link java.net.URI} finds no host, so no HTTP client of Java can send a request. */
    HOST_NAME(
            "must have a host name that Java accepts (without an underscore)",
            "has a host name that Java does not accept, for example because of an underscore"),
    WILDCARD("must not contain a wildcard", "contains a wildcard"),
    AMBIGUOUS_PATH(
            "must have a path that all servers read in the same way",
            "has a path with a \".\" or \"..\" segment, or with encoded characters that not all servers read in the same way"),
    FRAGMENT("must not contain a fragment", "contains a fragment"),
    QUERY("must not contain a query", "contains a query"),
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
