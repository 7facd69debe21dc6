package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.http.TransportException.FailureKind;
import java.io.IOException;
import java.net.URI;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class CertificateFaultTest {

    private static TransportException classify(String message, Throwable... causes) {
        Throwable current = new SSLHandshakeException(message);
        Throwable outer = new IOException(current);
        for (Throwable cause : causes) {
            current.initCause(cause);
            current = cause;
        }
        return ExceptionClassifier.classify(outer, URI.create("https://ehr.example/fhir"));
    }

    @Test
    void namesExpiryDate() {
        TransportException failure = classify(
                "PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed",
                new CertPathValidatorException(
                        "validity check failed",
                        new CertificateExpiredException("NotAfter: Mon Jan 05 10:00:00 UTC 2026")));
        assertThat(failure.kind()).isEqualTo(FailureKind.CERTIFICATE_EXPIRED);
        assertThat(failure.description()).isEqualTo("The certificate expired on Mon Jan 05 10:00:00 UTC 2026");
    }

    @Test
    void distinguishesReasons() {
        assertThat(classify("no", new CertificateNotYetValidException("NotBefore: x"))
                        .kind())
                .isEqualTo(FailureKind.CERTIFICATE_NOT_YET_VALID);
        assertThat(classify("(certificate_unknown) PKIX path building failed: sun.security.provider.certpath."
                                + "SunCertPathBuilderException: unable to find valid certification path")
                        .kind())
                .isEqualTo(FailureKind.CERTIFICATE_UNTRUSTED);
        assertThat(classify("no", new CertificateException("No subject alternative DNS name matching a.example found."))
                        .kind())
                .isEqualTo(FailureKind.CERTIFICATE_NAME);
        assertThat(classify("The server selected protocol version TLS11").kind())
                .isEqualTo(FailureKind.TLS_FAILURE);
    }

    @Test
    void classifiesHostNameVerifierOfHttpClient() {
        TransportException failure = ExceptionClassifier.classify(
                new IOException(new SSLPeerUnverifiedException(
                        "Certificate for <a.example> doesn't match any of the subject alternative names: [b.example]")),
                URI.create("https://a.example/"));
        assertThat(failure.kind()).isEqualTo(FailureKind.CERTIFICATE_NAME);
        assertThat(failure.description()).contains("b.example");
    }
}
