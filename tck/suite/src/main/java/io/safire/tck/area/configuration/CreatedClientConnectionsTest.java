package io.safire.tck.area.configuration;

import static io.safire.tck.inject.TenantSettings.factories;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.CloseableSmartClient;
import io.safire.SmartClientSettings;
import io.safire.SmartClients;
import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.error.NetworkException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.inject.TenantSettings;
import io.safire.tck.managed.ConcurrentCallers;
import io.safire.tck.managed.Polling;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TckContext;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections, threads and limits of clients that the application creates in code, until it closes the clients. */
@SharedApplication("transport")
@Tag("configuration")
@ArquillianTest
public class CreatedClientConnectionsTest {

    /** The number of clients whose connections and threads a test counts. */
    private static final int MANY = 20;

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(CreatedClientConnectionsTest.class)
                .with(TenantSettings.class, ConcurrentCallers.class, Polling.class)
                .withAuthority()
                .build();
    }

    @Test
    void repeatsRequestAfterTransientFailure() {
        assertEach(factories(clients), factory -> {
            SandboxServer ehr = resetServer("code-retry");
            ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(503), ScriptedResponse.status(502));
            try (CloseableSmartClient client =
                    factory.apply(TenantSettings.settings(ehr).build())) {
                assertThat(client.metadata().tokenEndpoint()).isPresent();
                assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(3);
                ehr.script(Endpoint.TOKEN, ScriptedResponse.status(503));
                assertThatThrownBy(() -> client.refresh(RefreshRequest.of("r-1")))
                        .isInstanceOf(TokenException.class);
                assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
            }
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/318"})
    void trustsGivenCertificatesOnly() {
        assertEach(factories(clients), factory -> {
            SandboxServer ehr = TckContext.sandbox().openHttps("code-tls");
            ehr.reset();
            SmartClientSettings.Builder settings = TenantSettings.settings(ehr);
            try (CloseableSmartClient client = factory.apply(settings.build())) {
                assertThatThrownBy(client::metadata)
                        .isInstanceOf(NetworkException.class)
                        .hasMessageContaining("SmartClientSettings.trust-store.location");
            }
            SmartClientSettings trusting = settings.set("trust-store.location", "classpath:sandbox-ca.pem")
                    .build();
            try (CloseableSmartClient client = factory.apply(trusting)) {
                assertThat(client.metadata().tokenEndpoint()).isPresent();
            }
        });
    }

    @Test
    void rejectsCallsAndClosesConnectionsAfterClose() {
        assertEach(factories(clients), factory -> {
            SandboxServer ehr = TckContext.sandbox().openRaw("code-close");
            ehr.reset();
            CloseableSmartClient client =
                    factory.apply(TenantSettings.symmetric(ehr).build());
            client.metadata();
            launch(client, ehr);
            TokenRequests requests = client.with(Credential.secret("another"));
            client.close();
            client.close();
            Polling.until(() -> ehr.openConnections() == 0);
            int sent = ehr.requests(Endpoint.TOKEN).size();
            assertEach(
                    Map.<String, Runnable>of(
                            "metadata",
                            client::metadata,
                            "accessToken",
                            client::accessToken,
                            "authorize",
                            () -> client.authorize(Launch.standalone()),
                            "refresh",
                            () -> requests.refresh(RefreshRequest.of("r-1"))),
                    call -> {
                        assertThatThrownBy(call::run)
                                .isInstanceOfSatisfying(
                                        ValidationException.class, failure -> assertThat(failure.attribute())
                                                .isEqualTo("client"));
                    });
            assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(sent);
            assertThat(ehr.openConnections()).isZero();
        });
    }

    @Test
    void endsRequestInProgressAfterClose() throws Exception {
        assertEach(factories(clients), factory -> {
            SandboxServer ehr = TckContext.sandbox().openRaw("code-progress");
            ehr.reset();
            CloseableSmartClient client =
                    factory.apply(TenantSettings.symmetric(ehr).build());
            TokenResponse tokens = launch(client, ehr);
            ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().hold());
            FutureTask<TokenResponse> running = new FutureTask<>(() -> client.refresh(RefreshRequest.of(tokens)));
            new Thread(running).start();
            Polling.until(() -> ehr.requests(Endpoint.TOKEN).size() == 2);
            client.close();
            ehr.release();
            assertThat(running.get().accessToken().value()).isNotBlank();
            Polling.until(() -> ehr.openConnections() == 0);
        });
    }

    /** A pool may replace its connection once. */
    @Test
    void sharesConnectionsOfSameServer() {
        assertEach(factories(clients), factory -> {
            SandboxServer ehr = TckContext.sandbox().openRaw("code-connections");
            ehr.reset();
            List<CloseableSmartClient> open = new ArrayList<>();
            for (int number = 0; number < MANY; number++) {
                CloseableSmartClient client =
                        factory.apply(TenantSettings.backend(ehr).build());
                open.add(client);
                client.requestToken();
            }
            assertThat(ehr.requests(Endpoint.TOKEN).stream()
                            .map(RecordedRequest::clientPort)
                            .distinct())
                    .hasSizeLessThanOrEqualTo(2);
            CloseableSmartClient last = open.remove(0);
            open.forEach(CloseableSmartClient::close);
            assertThat(last.requestToken().accessToken().value()).isNotBlank();
            last.close();
            Polling.until(() -> ehr.openConnections() == 0);
        });
    }

    @Test
    void endsThreadsOfClosedClients() {
        assertEach(factories(clients), factory -> {
            SandboxServer ehr = resetServer("code-threads");
            requestTokenAndClose(factory, TenantSettings.backend(ehr).build());
            int threads = Thread.getAllStackTraces().size();
            for (int number = 0; number < MANY; number++) {
                requestTokenAndClose(
                        factory,
                        TenantSettings.backend(ehr)
                                .set("read-timeout", "PT5" + number + "S")
                                .build());
            }
            Polling.until(() -> Thread.getAllStackTraces().size() < threads + MANY);
            assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(MANY + 1);
        });
    }

    private static void requestTokenAndClose(
            Function<SmartClientSettings, CloseableSmartClient> factory, SmartClientSettings settings) {
        try (CloseableSmartClient client = factory.apply(settings)) {
            assertThat(client.accessTokenAsync().toCompletableFuture().join().value())
                    .isNotBlank();
        }
    }

    @Test
    void failsFastAtConcurrencyLimit() {
        assertEach(factories(clients), factory -> {
            SandboxServer ehr = resetServer("code-crowded");
            SmartClientSettings settings = TenantSettings.backend(ehr)
                    .set("max-concurrent-requests", "1")
                    .set("connect-timeout", "PT1S")
                    .build();
            try (CloseableSmartClient client = factory.apply(settings);
                    CloseableSmartClient other = factory.apply(settings)) {
                client.metadata();
                ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().hold());
                ConcurrentCallers slow = ConcurrentCallers.startAll(1, client::requestToken);
                Polling.until(() -> ehr.requests(Endpoint.TOKEN).size() == 1);
                assertEach(Map.of("same client", client, "another client", other), waiting -> {
                    assertThatThrownBy(waiting::requestToken)
                            .isInstanceOf(NetworkException.class)
                            .hasMessageContaining(client.name())
                            .hasMessageContaining("SmartClientSettings.max-concurrent-requests")
                            .satisfies(saying("SAFIRE-1703 " + client.name()));
                });
                ehr.release();
                assertThat(slow.results()).hasOnlyElementsOfType(TokenResponse.class);
                assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
            }
        });
    }

    @Test
    void opensCircuitBreaker() {
        assertEach(factories(clients), factory -> {
            SandboxServer ehr = resetServer("code-dead");
            SmartClientSettings settings = TenantSettings.symmetric(ehr)
                    .set("circuit-breaker.failures", "2")
                    .set("circuit-breaker.delay", "PT1H")
                    .build();
            try (CloseableSmartClient client = factory.apply(settings)) {
                ehr.script(Endpoint.TOKEN, ScriptedResponse.status(500), ScriptedResponse.status(500));
                for (int call = 0; call < 2; call++) {
                    assertThatThrownBy(() -> client.refresh(RefreshRequest.of("r-1")))
                            .as("call " + call)
                            .isInstanceOf(TokenException.class);
                }
                assertThatThrownBy(() -> client.refresh(RefreshRequest.of("r-1")))
                        .isInstanceOf(NetworkException.class)
                        .hasMessageContaining(client.name())
                        .hasMessageContaining("SmartClientSettings.circuit-breaker.delay")
                        .satisfies(saying("SAFIRE-1702 " + client.name()));
                assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
            }
        });
    }
}
