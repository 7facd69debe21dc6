package io.safire.internal.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.internal.LogCapture;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.document.StaleCopyWarning;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.internal.registration.InMemoryRegistrationStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with two clients of one server, which share its SMART configuration. */
class SharedDiscoveryTest {

    private static final String BASE_URL = "https://fhir.example/r4";

    private final SettableClock clock = new SettableClock();
    private final Map<String, String> values =
            new HashMap<>(Map.of("safire.public.base-url", BASE_URL, "safire.backend.base-url", BASE_URL));
    private final List<String> etags = new ArrayList<>();
    private Function<OutboundRequest, InboundResponse> server = request -> metadata(request, 200);
    private ConfiguredClients clients;

    @Test
    void sharesMetadataOfEqualBaseUrl() {
        assertThat(metadata("public")).isSameAs(metadata("backend"));
        clock.advance(Duration.ofHours(1));
        server = request -> metadata(request, 304);
        metadata("backend");
        metadata("public");
        assertThat(etags).containsExactly("", "\"1\"");
    }

    @Test
    void separatesOtherBaseUrlsAndConnections() {
        for (String difference : List.of(
                "base-url=https://fhir.example/r4/",
                "base-url=https://FHIR.example/r4",
                "read-timeout=PT14S",
                "endpoint-hosts=as.example",
                "allow-insecure-localhost=true",
                "metadata-lifetime=PT2H",
                "max-concurrent-requests=8")) {
            etags.clear();
            clients = null;
            String[] setting = difference.split("=", 2);
            Map<String, String> before = Map.copyOf(values);
            values.put("safire.backend." + setting[0], setting[1]);
            metadata("public");
            metadata("backend");
            assertThat(etags).as(difference).hasSize(2);
            values.clear();
            values.putAll(before);
        }
    }

    @Test
    void separatesOtherTrustStores(@TempDir Path folder) throws GeneralSecurityException, IOException {
        values.put("safire.public.trust-store.location", trustStore(folder.resolve("a.p12"), 0));
        values.put("safire.backend.trust-store.location", trustStore(folder.resolve("b.p12"), 0));
        values.put("safire.public.trust-store.password", "changeit");
        values.put("safire.backend.trust-store.password", "changeit");
        metadata("public");
        metadata("backend");
        assertThat(etags).hasSize(1);
        clients = null;
        values.put("safire.backend.trust-store.location", trustStore(folder.resolve("c.p12"), 1));
        metadata("public");
        metadata("backend");
        assertThat(etags).hasSize(3);
    }

    @Test
    void namesOwnClientInCachedFailure() {
        server = request -> {
            throw new TransportException(FailureKind.NOT_CONNECTED, "Connection refused", request.target());
        };
        assertNotConnected("public");
        assertNotConnected("backend");
        assertThat(etags).hasSize(1);
    }

    @Test
    void loadsAgainForOtherClientAfterErrorResponse() {
        server = request -> metadata(request, 404);
        for (String name : List.of("public", "backend")) {
            assertThatThrownBy(() -> metadata(name))
                    .isInstanceOfSatisfying(DiscoveryException.class, failure -> assertThat(failure.server())
                            .contains(name))
                    .hasMessageContaining("safire." + name + ".base-url");
        }
        assertThat(etags).hasSize(2);
    }

    @Test
    void namesClientThatFoundServerUnavailable() {
        metadata("public");
        clock.advance(Duration.ofHours(1));
        server = request -> metadata(request, 503);
        try (LogCapture log = new LogCapture(StaleCopyWarning.class.getName())) {
            metadata("backend");
            metadata("public");
            assertThat(log.lines()).singleElement().asString().startsWith("WARNING SAFIRE-0310 backend: ");
        }
    }

    @Test
    void discardsMetadataWithLastClient() {
        metadata("public");
        clients.close();
        metadata("public");
        assertThat(etags).containsExactly("", "");
    }

    private void assertNotConnected(String name) {
        assertThatThrownBy(() -> metadata(name))
                .isInstanceOfSatisfying(NetworkException.class, failure -> assertThat(failure.server())
                        .contains(name))
                .hasMessageContaining("safire." + name + ".base-url");
    }

    private Object metadata(String name) {
        if (clients == null) {
            clients = new ConfiguredClients(
                    TestServers.of(values),
                    (transport, onRetry) -> request -> {
                        etags.add(Objects.requireNonNullElse(request.etag(), ""));
                        return server.apply(request);
                    },
                    new ClientEnvironment(clock, new SecureRandom(), new InMemoryRegistrationStore()));
        }
        return clients.client(name).metadata();
    }

    private static InboundResponse metadata(OutboundRequest request, int status) {
        byte[] body =
                status == 200 ? "{\"token_endpoint\":\"https://fhir.example/token\"}".getBytes(UTF_8) : new byte[0];
        return new InboundResponse(request.target(), status, Map.of("etag", "\"1\""), body);
    }

    /** Writes a trust store with one certificate of the JVM's trust store. */
    private static String trustStore(Path file, int index) throws GeneralSecurityException, IOException {
        TrustManagerFactory jvm = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        jvm.init((KeyStore) null);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", ((X509TrustManager) jvm.getTrustManagers()[0]).getAcceptedIssuers()[index]);
        try (var stream = Files.newOutputStream(file)) {
            store.store(stream, "changeit".toCharArray());
        }
        return file.toString();
    }
}
