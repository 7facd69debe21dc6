package io.safire.tck.fault;

import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.ServerCertificate;
import java.net.URI;

/** Where a request goes that does not arrive. */
public enum Place {
    /** A port at which nobody listens. */
    REFUSED,
    /** A name that there is not. */
    UNKNOWN_HOST,
    /** A server with a certificate whose time is over. */
    EXPIRED,
    /** A server with the certificate of another one. */
    OF_ANOTHER_HOST,
    /** A server with a certificate of its own make. */
    SELF_SIGNED,
    /** A server with a certificate of an authority that is not trusted. */
    OF_AN_UNKNOWN_AUTHORITY,
    /** A server that knows TLS 1.1 at the most. */
    OLD_TLS;

    /**
     * An address there.
     *
     * @param sandbox where the servers are
     * @return its address, which ends with a slash
     */
    public URI address(SandboxControl sandbox) {
        return switch (this) {
            case REFUSED -> URI.create("http://localhost:1/");
            case UNKNOWN_HOST -> URI.create("https://fhir.hospital.invalid/");
            case OLD_TLS -> sandbox.oldTls().resolve("/");
            case EXPIRED, OF_ANOTHER_HOST, SELF_SIGNED, OF_AN_UNKNOWN_AUTHORITY ->
                sandbox.openHttps("fault-" + name(), ServerCertificate.valueOf(name()))
                        .issuer()
                        .resolve("/");
        };
    }
}
