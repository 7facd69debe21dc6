package io.safire.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.error.NetworkException;
import io.safire.impl.TestServers;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.transport.TransportFailure.Kind;
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
class NetworkFailuresTest {

    private static final URI TARGET = URI.create("https://fhir.example/r4/.well-known/smart-configuration?secret=1");
    private static final List<Kind> ENDED_BY_THE_SERVER = List.of(Kind.HANDSHAKE_REFUSED, Kind.HANDSHAKE_BROKEN);

    @Test
    void whereTheServerEndedItAKeyStoreMayBeMissing() {
        for (Kind kind : ENDED_BY_THE_SERVER) {
            assertThat(message(TestServers.epic(), kind, "Received fatal alert: bad_certificate"))
                    .startsWith("SAFIRE-0207 epic: HTTP request failed: Received fatal alert: bad_certificate"
                            + " (https://fhir.example/r4/.well-known/smart-configuration). ")
                    .contains("set safire.epic.key-store.location.")
                    .doesNotContain("trust-store");
        }
    }

    @Test
    void whereAKeyStoreIsThereItsCertificateMayBeRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("client.p12");
        try (Sandbox sandbox = Sandbox.start()) {
            Files.write(file, SandboxControl.at(sandbox.control()).clientKeyStore("app", "opens-the-store"));
        }
        ServerSettings settings = TestServers.epic(
                Map.of("key-store.location", file.toString(), "key-store.password", "opens-the-store"));
        for (Kind kind : ENDED_BY_THE_SERVER) {
            assertThat(message(settings, kind, "Connection reset"))
                    .startsWith("SAFIRE-0208 epic: HTTP request failed: Connection reset (")
                    .contains("the client certificate in safire.epic.key-store.location")
                    .doesNotContain("trust-store")
                    .doesNotContain("opens-the-store");
        }
    }

    @Test
    void whereThisSideEndedItTheServerIsNotTrusted() {
        assertThat(message(TestServers.epic(), Kind.TLS, "PKIX path building failed"))
                .startsWith("SAFIRE-0204 epic: ")
                .contains("safire.epic.trust-store.location")
                .doesNotContain("key-store");
    }

    private static String message(ServerSettings settings, Kind kind, String description) {
        NetworkException exception =
                NetworkFailures.exception(settings, new TransportFailure(kind, description, TARGET));
        return String.valueOf(exception.getMessage());
    }
}
