package io.safire.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FailureReaderTest {

    private static final URI TARGET = URI.create("https://ehr.example/fhir");

    @Test
    void innermostTlsFailureIsTold() {
        SSLHandshakeException outer = new SSLHandshakeException("Failed to create SSL connection");
        outer.initCause(new SSLHandshakeException("The server selected protocol version TLS11"));
        TransportFailure failure = FailureReader.read(new IllegalStateException(outer), TARGET);
        assertThat(failure.kind()).isEqualTo(TransportFailure.Kind.TLS);
        assertThat(failure.description()).isEqualTo("The server selected protocol version TLS11");
    }

    @Test
    void otherFailuresAreNoTlsFailures() {
        TransportFailure failure = FailureReader.read(new IOException(new ConnectException("refused")), TARGET);
        assertThat(failure.kind()).isEqualTo(TransportFailure.Kind.NOT_CONNECTED);
        assertThat(failure.description()).isEqualTo("Connection refused");
    }
}
