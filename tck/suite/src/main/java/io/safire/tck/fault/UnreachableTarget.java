package io.safire.tck.fault;

import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.ServerCertificate;
import java.net.URI;

/** Targets that no request reaches. */
public enum UnreachableTarget {
    /** A port on which no server listens. */
    REFUSED,
    /** An unknown host name. */
    UNKNOWN_HOST,
    /** A server that accepts no connection, so that each connection attempt times out. */
    CONNECT_TIMEOUT,
    /** A server with an expired certificate. */
    EXPIRED,
    /** A server with a certificate for another host. */
    WRONG_HOST,
    /** A server with a self-signed certificate. */
    SELF_SIGNED,
    /** A server with a certificate from an untrusted authority. */
    UNTRUSTED_AUTHORITY,
    /** A server that supports TLS 1.1 at most. */
    OLD_TLS;

    /** Returns the URL of the target, with a trailing slash. */
    public URI url(SandboxControl sandbox) {
        return switch (this) {
            case REFUSED -> URI.create("http://localhost:1/");
            case UNKNOWN_HOST -> URI.create("https://fhir.hospital.invalid/");
            case CONNECT_TIMEOUT -> sandbox.openUnresponsive().resolve("/");
            case OLD_TLS -> sandbox.openOldTls().resolve("/");
            case EXPIRED, WRONG_HOST, SELF_SIGNED, UNTRUSTED_AUTHORITY ->
                sandbox.openHttps("fault-" + name(), ServerCertificate.valueOf(name()))
                        .issuer()
                        .resolve("/");
        };
    }
}
