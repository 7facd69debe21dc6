package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.error.NetworkException;
import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.SandboxControl;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The corrective action in the messages for failed TLS handshakes. */
class NetworkExceptionsTest {

    private static final URI TARGET = URI.create("https://fhir.example/r4/.well-known/smart-configuration?secret=1");
    private static final List<FailureKind> ENDED_BY_THE_SERVER =
            List.of(FailureKind.HANDSHAKE_REFUSED, FailureKind.HANDSHAKE_ABORTED);

    @Test
    void suggestsKeyStoreWhenServerEndsHandshake() {
        for (FailureKind kind : ENDED_BY_THE_SERVER) {
            assertThat(message(TestServers.epic(), kind, "Received fatal alert: bad_certificate"))
                    .startsWith("SAFIRE-0207 epic: HTTP request failed: Received fatal alert: bad_certificate"
                            + " (https://fhir.example/r4/.well-known/smart-configuration). ")
                    .contains("set safire.epic.key-store.location.")
                    .doesNotContain("trust-store");
        }
    }

    @Test
    void suggestsCheckingCertificateWhenServerEndsHandshake(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("client.p12");
        try (Sandbox sandbox = Sandbox.start()) {
            Files.write(file, SandboxControl.at(sandbox.control()).clientKeyStore("app", "opens-the-store"));
        }
        ServerSettings settings = TestServers.epic(
                Map.of("key-store.location", file.toString(), "key-store.password", "opens-the-store"));
        for (FailureKind kind : ENDED_BY_THE_SERVER) {
            assertThat(message(settings, kind, "Connection reset"))
                    .startsWith("SAFIRE-0208 epic: HTTP request failed: Connection reset (")
                    .contains("the client certificate in safire.epic.key-store.location")
                    .doesNotContain("trust-store")
                    .doesNotContain("opens-the-store");
        }
    }

    @Test
    void suggestsTrustStoreWhenClientEndsHandshake() {
        assertThat(message(TestServers.epic(), FailureKind.TLS_FAILURE, "PKIX path building failed"))
                .startsWith("SAFIRE-0204 epic: ")
                .contains("safire.epic.trust-store.location")
                .doesNotContain("key-store");
    }

    private static String message(ServerSettings settings, FailureKind kind, String description) {
        NetworkException exception =
                NetworkExceptions.from(settings, new TransportException(kind, description, TARGET));
        return String.valueOf(exception.getMessage());
    }
}
