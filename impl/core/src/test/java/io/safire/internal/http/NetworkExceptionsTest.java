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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The corrective action in the messages for failed requests. */
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
                    .contains("of the client certificate in safire.epic.key-store.location")
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

    @ParameterizedTest
    @CsvSource({
        "NOT_CONNECTED,SAFIRE-0202,safire.epic.token-endpoint,true",
        "CONNECT_TIMEOUT,SAFIRE-0210,safire.epic.connect-timeout,true",
        "TLS_FAILURE,SAFIRE-0204,safire.epic.trust-store.location,true",
        "CERTIFICATE_EXPIRED,SAFIRE-0216,the clock of this machine,true",
        "CERTIFICATE_NOT_YET_VALID,SAFIRE-0217,the clock of this machine,true",
        "CERTIFICATE_UNTRUSTED,SAFIRE-0218,safire.epic.trust-store.location,true",
        "CERTIFICATE_NAME,SAFIRE-0219,safire.epic.token-endpoint,true",
        "HANDSHAKE_REFUSED,SAFIRE-0207,safire.epic.key-store.location,true",
        "HANDSHAKE_ABORTED,SAFIRE-0207,safire.epic.key-store.location,true",
        "READ_TIMEOUT,SAFIRE-0203,safire.epic.read-timeout,false",
        "DEADLINE_EXCEEDED,SAFIRE-0211,safire.epic.connect-timeout and safire.epic.read-timeout,false",
        "ATTEMPT_TIMEOUT,SAFIRE-0212,io.safire.http.RequestAttempt/send/Timeout/value,false",
        "LOAD_TIMEOUT,SAFIRE-0213,safire.epic.connect-timeout or safire.epic.read-timeout,true",
        "CONNECTION_BROKEN,SAFIRE-0201,safire.epic.token-endpoint,false",
        "BLOCKED_REDIRECT,SAFIRE-0205,safire.epic.token-endpoint,false",
        "UNUSABLE_REDIRECT,SAFIRE-0205,safire.epic.token-endpoint,false",
        "LOOPBACK_REDIRECT,SAFIRE-0214,safire.epic.allow-insecure-localhost=true,false",
        "USER_NAME_REDIRECT,SAFIRE-0215,safire.epic.token-endpoint,false",
        "CROSS_ORIGIN_REDIRECT,SAFIRE-0209,safire.epic.endpoint-hosts,false",
        "TOO_MANY_REDIRECTS,SAFIRE-0206,safire.epic.token-endpoint,false",
        "CIRCUIT_OPEN,SAFIRE-1702,safire.epic.circuit-breaker.failures,true",
        "BULKHEAD_FULL,SAFIRE-1703,safire.epic.max-concurrent-requests,true"
    })
    void namesSettingAndTellsWhetherRequestWasSent(FailureKind kind, String code, String setting, boolean notSent) {
        NetworkException exception =
                NetworkExceptions.from(TestServers.epic(), new TransportException(kind, "description", TARGET));
        assertThat(exception.code()).isEqualTo(code);
        assertThat(exception.getMessage()).contains("HTTP request failed: ", setting, "description");
        assertThat(exception.notSent()).isEqualTo(notSent);
        assertThat(exception.getMessage().contains("read-timeout")).isEqualTo(setting.contains("read-timeout"));
    }

    @Test
    void coversEachKindOfFailure() {
        for (FailureKind kind : FailureKind.values()) {
            String message = message(TestServers.epic(), kind, "description");
            if (kind.name().startsWith("PROXY_")) {
                assertThat(message).doesNotContain("fhir.example", "client-", "key");
            } else if (kind != FailureKind.BULKHEAD_FULL && kind != FailureKind.INTERRUPTED) {
                assertThat(message).endsWith(" run: curl -v https://fhir.example/r4/.well-known/smart-configuration");
            }
            assertThat(message).doesNotContain("secret=1", "%s", "null");
        }
    }

    @Test
    void reportsThatEarlierAttemptMayHaveBeenSent() {
        TransportException refused = new TransportException(FailureKind.NOT_CONNECTED, "refused", TARGET);
        assertThat(NetworkExceptions.from(TestServers.epic(), refused.afterSentAttempt())
                        .notSent())
                .isFalse();
    }

    private static String message(ServerSettings settings, FailureKind kind, String description) {
        NetworkException exception =
                NetworkExceptions.from(settings, new TransportException(kind, description, TARGET));
        return String.valueOf(exception.getMessage());
    }
}
