package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.http.TransportException.FailureKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class ExceptionClassifierTest {

    private static final URI TARGET = URI.create("https://ehr.example/fhir");

    @Test
    void reportsInnermostTlsFailure() {
        SSLHandshakeException outer = new SSLHandshakeException("Failed to create SSL connection");
        outer.initCause(new SSLHandshakeException("The server selected protocol version TLS11"));
        TransportException failure = ExceptionClassifier.classify(new IllegalStateException(outer), TARGET);
        assertThat(failure.kind()).isEqualTo(FailureKind.TLS_FAILURE);
        assertThat(failure.description()).isEqualTo("The server selected protocol version TLS11");
    }

    @Test
    void distinguishesServerAlertFromLocalTlsFailure() {
        for (String alert : List.of("bad_certificate", "certificate_required", "unknown_ca", "handshake_failure")) {
            assertThat(kind(new IOException(new SSLHandshakeException("Received fatal alert: " + alert))))
                    .isEqualTo(FailureKind.HANDSHAKE_REFUSED);
            // wording of JDK 24
            assertThat(kind(new SSLHandshakeException("(" + alert + ") Received fatal alert: " + alert)))
                    .isEqualTo(FailureKind.HANDSHAKE_REFUSED);
        }
        assertThat(kind(new SSLHandshakeException("(certificate_unknown) PKIX path building failed")))
                .isEqualTo(FailureKind.CERTIFICATE_UNTRUSTED);
        assertThat(kind(new SSLPeerUnverifiedException("no name matches"))).isEqualTo(FailureKind.CERTIFICATE_NAME);
        assertThat(kind(new SSLPeerUnverifiedException("peer not authenticated")))
                .isEqualTo(FailureKind.TLS_FAILURE);
    }

    @Test
    void recognizesAlertByMessage() {
        TransportException failure = ExceptionClassifier.classify(
                new IllegalStateException(new IOException(
                        "javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_required")),
                TARGET);
        assertThat(failure.kind()).isEqualTo(FailureKind.HANDSHAKE_REFUSED);
        assertThat(failure.description()).isEqualTo("Received fatal alert: certificate_required");
    }

    @Test
    void recognizesConnectionClosedDuringHandshake() {
        assertThat(kind(new SSLHandshakeException("Remote host terminated the handshake")))
                .isEqualTo(FailureKind.HANDSHAKE_ABORTED);
        assertThat(kind(new SSLHandshakeException("Connection closed while SSL/TLS handshake was in progress")))
                .isEqualTo(FailureKind.HANDSHAKE_ABORTED);
        SSLHandshakeException failed = new SSLHandshakeException("Failed to create SSL connection");
        failed.initCause(new ClosedChannelException());
        assertThat(kind(failed)).isEqualTo(FailureKind.HANDSHAKE_ABORTED);
    }

    @Test
    void recognizesResetDuringHandshakeByStackTrace() {
        SocketException reset = new SocketException("Connection reset");
        assertThat(kind(reset)).isEqualTo(FailureKind.CONNECTION_BROKEN);
        reset.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("sun.security.ssl.SSLSocketInputRecord", "read", null, 1),
            new StackTraceElement("sun.security.ssl.SSLSocketImpl", "startHandshake", null, 1)
        });
        assertThat(kind(new IllegalStateException(reset))).isEqualTo(FailureKind.HANDSHAKE_ABORTED);
    }

    @Test
    void classifiesRefusedConnection() {
        TransportException failure =
                ExceptionClassifier.classify(new IOException(new ConnectException("refused")), TARGET);
        assertThat(failure.kind()).isEqualTo(FailureKind.NOT_CONNECTED);
        assertThat(failure.description()).isEqualTo("Connection refused");
    }

    @Test
    void distinguishesTimeouts() {
        assertThat(kind(new IOException(new SocketTimeoutException("connect timed out"))))
                .isEqualTo(FailureKind.CONNECT_TIMEOUT);
        assertThat(kind(new ConnectException("Connection timed out"))).isEqualTo(FailureKind.CONNECT_TIMEOUT);
        assertThat(kind(new IOException(new HttpConnectTimeoutException("HTTP connect timed out"))))
                .isEqualTo(FailureKind.CONNECT_TIMEOUT);
        assertThat(kind(new IOException(new SocketTimeoutException("Read timed out"))))
                .isEqualTo(FailureKind.READ_TIMEOUT);
        assertThat(kind(new TimeoutException())).isEqualTo(FailureKind.READ_TIMEOUT);
        assertThat(kind(new DeadlineExceededException(Duration.ofSeconds(35))))
                .isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    }

    private static FailureKind kind(Throwable thrown) {
        return ExceptionClassifier.classify(thrown, TARGET).kind();
    }
}
