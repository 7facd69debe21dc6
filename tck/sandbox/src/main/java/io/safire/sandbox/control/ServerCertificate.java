package io.safire.sandbox.control;

/** With what a server that speaks https says who it is. */
public enum ServerCertificate {
    /** One for this machine by the authority of {@link SandboxControl#caCertificatePem()}. */
    VALID,
    /** The same, but its time is over. */
    EXPIRED,
    /** The same, but for another host. */
    OF_ANOTHER_HOST,
    /** One for this machine, signed by itself. */
    SELF_SIGNED,
    /** One for this machine by an authority that nobody knows. */
    OF_AN_UNKNOWN_AUTHORITY
}
