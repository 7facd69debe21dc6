package io.safire.sandbox.control;

/** The certificate of a simulated server that supports HTTPS. */
public enum ServerCertificate {
    /** A certificate for this machine, issued by {@link SandboxControl#caCertificatePem()}. */
    VALID,
    /** An expired certificate for this machine from the same authority. */
    EXPIRED,
    /** A certificate for another host from the same authority. */
    WRONG_HOST,
    /** A self-signed certificate for this machine. */
    SELF_SIGNED,
    /** A certificate for this machine from an authority that no client trusts. */
    UNTRUSTED_AUTHORITY,
    /**
     * A certificate for this machine from an intermediate authority, which {@link SandboxControl#caCertificatePem()} has
     * certified. The server does not send the certificate of the intermediate authority.
     */
    INCOMPLETE_CHAIN
}
