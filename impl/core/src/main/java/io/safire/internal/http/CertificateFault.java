package io.safire.internal.http;

import io.safire.internal.http.TransportException.FailureKind;
import io.safire.internal.text.LogSanitizer;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a client rejects the certificate of a server. Some HTTP clients report the reason with an exception of
 * the JDK, and others only with the message of this exception.
 *
 * @param description the reason
 */
record CertificateFault(FailureKind kind, String description) {

    private static final Pattern EXPIRED =
            Pattern.compile("(?i)CertificateExpiredException|certificate (has )?expired");
    private static final Pattern NOT_YET_VALID = Pattern.compile("(?i)CertificateNotYetValidException|NotBefore: ");
    private static final Pattern UNTRUSTED = Pattern.compile(
            "(?i)unable to find valid certification path|path building failed|trust ?anchor|signature check failed|does not chain|self[- ]signed");
    private static final Pattern NAME = Pattern.compile(
            "(?i)no (subject alternative|name matching)|subject alternative (dns )?name|doesn't match|no name matches"
                    + "|hostname .*not verified|host name");

    /**
     * The start of a message before the reason: the name of a TLS alert in brackets, which newer JDKs add, and the
     * names of exceptions.
     */
    private static final Pattern PREFIX = Pattern.compile("^(\\([a-z_]+\\) |[\\w.$]+(Exception|Error): )+");

    private static final Pattern NOT_AFTER = Pattern.compile("NotAfter: ");

    static Optional<CertificateFault> find(List<Throwable> chain) {
        return find(chain, FailureKind.CERTIFICATE_EXPIRED, CertificateExpiredException.class, EXPIRED)
                .or(() -> find(
                        chain,
                        FailureKind.CERTIFICATE_NOT_YET_VALID,
                        CertificateNotYetValidException.class,
                        NOT_YET_VALID))
                .or(() -> find(chain, FailureKind.CERTIFICATE_NAME, null, NAME))
                .or(() -> find(chain, FailureKind.CERTIFICATE_UNTRUSTED, null, UNTRUSTED));
    }

    private static Optional<CertificateFault> find(
            List<Throwable> chain, FailureKind kind, @Nullable Class<?> type, Pattern wording) {
        return chain.stream()
                .filter(cause -> type != null && type.isInstance(cause)
                        || wording.matcher(String.valueOf(cause.getMessage())).find())
                .reduce((outer, inner) -> inner)
                .map(cause -> new CertificateFault(kind, describe(cause, chain)));
    }

    private static String describe(Throwable cause, List<Throwable> chain) {
        String message = PREFIX.matcher(String.valueOf(cause.getMessage())).replaceFirst("");
        String reason = NOT_AFTER.matcher(message).replaceFirst("The certificate expired on ");
        String certificates = sent(chain)
                .map(CertificateNames::describe)
                .or(() -> rejectedByPath(chain).map(CertificateNames::describe))
                .map("; "::concat)
                .orElse("");
        return LogSanitizer.sanitize(reason + certificates);
    }

    private static Optional<List<X509Certificate>> sent(List<Throwable> chain) {
        return chain.stream()
                .filter(CertificateReporter.RejectedCertificateException.class::isInstance)
                .map(failure -> ((CertificateReporter.RejectedCertificateException) failure).chain())
                .findFirst();
    }

    private static Optional<X509Certificate> rejectedByPath(List<Throwable> chain) {
        return chain.stream()
                .filter(CertPathValidatorException.class::isInstance)
                .map(CertPathValidatorException.class::cast)
                .flatMap(failure -> certificate(failure.getCertPath(), failure.getIndex()).stream())
                .findFirst();
    }

    private static Optional<X509Certificate> certificate(@Nullable CertPath path, int index) {
        List<? extends Certificate> certificates = path == null ? List.of() : path.getCertificates();
        int position = Math.max(index, 0);
        return position < certificates.size() && certificates.get(position) instanceof X509Certificate found
                ? Optional.of(found)
                : Optional.empty();
    }
}
