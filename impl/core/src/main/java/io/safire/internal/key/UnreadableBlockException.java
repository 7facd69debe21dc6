package io.safire.internal.key;

import java.security.cert.CertificateException;

/** Thrown if Java cannot read the certificates of a block of a PEM. */
public final class UnreadableBlockException extends CertificateException {
    private static final long serialVersionUID = 1L;

    /** @param number the position of the block in the PEM, from 1 */
    UnreadableBlockException(String label, int number, int blocks) {
        super("a PEM whose block " + number + " of " + blocks + " (" + label
                + ") contains no certificate that Java can read; "
                + (label.equals(PemBlock.TRUSTED_CERTIFICATE)
                        ? "convert it with: openssl x509 -in old.pem -out new.pem"
                        : "replace or remove this block"));
    }

    /** Describes the PEM. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
