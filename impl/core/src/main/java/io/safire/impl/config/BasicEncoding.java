package io.safire.impl.config;

/** What happens to client id and secret before they are put into an Authorization header. */
public enum BasicEncoding {
    /** Form-encoded as RFC 6749 2.3.1 says. */
    RFC6749,
    /** As they are, for servers that compare the bare pair. */
    RAW
}
