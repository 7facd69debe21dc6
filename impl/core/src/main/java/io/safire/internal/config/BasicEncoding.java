package io.safire.internal.config;

/** The encoding of {@code client_id} and secret in the {@code Authorization} header for HTTP Basic authentication. */
public enum BasicEncoding {
    /** Form encoding (RFC 6749, section 2.3.1). */
    RFC6749,
    /** No encoding, for servers that do not decode the credentials. */
    RAW
}
