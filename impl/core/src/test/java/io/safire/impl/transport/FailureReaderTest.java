package io.safire.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.impl.transport.TransportFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class FailureReaderTest {

    private static final URI TARGET = URI.create("https://ehr.example/fhir");

    @Test
    void innermostTlsFailureIsTold() {
        SSLHandshakeException outer = new SSLHandshakeException("Failed to create SSL connection");
        outer.initCause(new SSLHandshakeException("The server selected protocol version TLS11"));
        TransportFailure failure = FailureReader.read(new IllegalStateException(outer), TARGET);
        assertThat(failure.kind()).isEqualTo(Kind.TLS);
        assertThat(failure.description()).isEqualTo("The server selected protocol version TLS11");
    }

    @Test
    void alertIsTheServersEndAndWhatTheJvmFindsIsOurs() {
        for (String alert : List.of("bad_certificate", "certificate_required", "unknown_ca", "handshake_failure")) {
            assertThat(kind(new IOException(new SSLHandshakeException("Received fatal alert: " + alert))))
                    .isEqualTo(Kind.HANDSHAKE_REFUSED);
            // wording of JDK 24
            assertThat(kind(new SSLHandshakeException("(" + alert + ") Received fatal alert: " + alert)))
                    .isEqualTo(Kind.HANDSHAKE_REFUSED);
        }
        assertThat(kind(new SSLHandshakeException("(certificate_unknown) PKIX path building failed")))
                .isEqualTo(Kind.TLS);
        assertThat(kind(new SSLPeerUnverifiedException("no name matches"))).isEqualTo(Kind.TLS);
    }

    @Test
    void alertOfWhichOnlyTheTextIsLeftIsOneToo() {
        TransportFailure failure = FailureReader.read(
                new IllegalStateException(new IOException(
                        "javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_required")),
                TARGET);
        assertThat(failure.kind()).isEqualTo(Kind.HANDSHAKE_REFUSED);
        assertThat(failure.description()).isEqualTo("Received fatal alert: certificate_required");
    }

    @Test
    void serverThatHangsUpWithinTheHandshakeEndedIt() {
        assertThat(kind(new SSLHandshakeException("Remote host terminated the handshake")))
                .isEqualTo(Kind.HANDSHAKE_BROKEN);
        assertThat(kind(new SSLHandshakeException("Connection closed while SSL/TLS handshake was in progress")))
                .isEqualTo(Kind.HANDSHAKE_BROKEN);
        SSLHandshakeException failed = new SSLHandshakeException("Failed to create SSL connection");
        failed.initCause(new ClosedChannelException());
        assertThat(kind(failed)).isEqualTo(Kind.HANDSHAKE_BROKEN);
    }

    @Test
    void resetIsOfTheHandshakeOnlyWhereItsTraceShowsIt() {
        SocketException reset = new SocketException("Connection reset");
        assertThat(kind(reset)).isEqualTo(Kind.BROKEN);
        reset.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("sun.security.ssl.SSLSocketInputRecord", "read", null, 1),
            new StackTraceElement("sun.security.ssl.SSLSocketImpl", "startHandshake", null, 1)
        });
        assertThat(kind(new IllegalStateException(reset))).isEqualTo(Kind.HANDSHAKE_BROKEN);
    }

    @Test
    void otherFailuresAreNoTlsFailures() {
        TransportFailure failure = FailureReader.read(new IOException(new ConnectException("refused")), TARGET);
        assertThat(failure.kind()).isEqualTo(Kind.NOT_CONNECTED);
        assertThat(failure.description()).isEqualTo("Connection refused");
    }

    private static Kind kind(Throwable thrown) {
        return FailureReader.read(thrown, TARGET).kind();
    }
}
