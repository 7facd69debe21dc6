package io.safire.tck.area.transport;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.error.NetworkException;
import io.safire.error.TokenException;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.registration.ClientMetadata;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RawResponse;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.managed.Polling;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TckContext;
import io.safire.tck.support.TestKeys;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Retries: the requests that the server receives under each fault, and the requests that the client never retries. */
@SharedApplication("transport")
@Tag("transport")
@ArquillianTest
public class RetryTest {

    private static final Map<String, ScriptedResponse> TRANSIENT_FAULTS = Map.of(
            "503", ScriptedResponse.status(503),
            "429", ScriptedResponse.status(429),
            "502", ScriptedResponse.status(502),
            "504", ScriptedResponse.status(504),
            "drop", ScriptedResponse.drop());

    /** A response after which the server closes the connection without announcing it. */
    private static final ScriptedResponse UNANNOUNCED_CLOSE =
            ScriptedResponse.raw(RawResponse.begin().passThrough());

    private static final String KEEP_ALIVE_RESPONSE =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 70\r\n"
                    + "Connection: keep-alive\r\n\r\n"
                    + "{\"access_token\":\"of-raw\",\"token_type\":\"Bearer\",\"scope\":\"patient/*.rs\"}";

    private static final int ROUNDS = 20;
    /** Maximum number of idle connections that a client keeps alive. */
    private static final int MAX_IDLE_CONNECTIONS = 4;

    private static final Scopes WITHOUT_IDENTITY = Scopes.parse("launch/patient patient/*.rs offline_access");
    private static final Scopes BACKEND = Scopes.of("system/*.rs");

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(RetryTest.class)
                .with(Polling.class)
                .set("Retry/delay", "10")
                .set("Retry/jitter", "5")
                .server("code", "confidential-symmetric")
                .set("code", "client-secret", CLIENT_SECRET)
                .server("timeout-code", "confidential-symmetric")
                .set("timeout-code", "client-secret", CLIENT_SECRET)
                .set("timeout-code", "read-timeout", "PT1S")
                .server("backend", "confidential-asymmetric")
                .set("backend", "private-key", TestKeys.pem(TestKeys.EC))
                .set("backend", "kid", "ec-1")
                .set("backend", "scopes", "system/*.rs")
                .server("timeout-backend", "confidential-asymmetric")
                .set("timeout-backend", "private-key", TestKeys.pem(TestKeys.EC))
                .set("timeout-backend", "kid", "ec-1")
                .set("timeout-backend", "scopes", "system/*.rs")
                .set("timeout-backend", "read-timeout", "PT2S")
                .rawServer("closing", "confidential-asymmetric")
                .set("closing", "private-key", TestKeys.pem(TestKeys.EC))
                .set("closing", "kid", "ec-1")
                .rawServer("registering", "public");
        for (String fault : TRANSIENT_FAULTS.keySet()) {
            archive.server("discovery-" + fault, "public");
        }
        return archive.server("missing", "public").build();
    }

    @Test
    void retriesDiscoveryAfterTransientFailure() {
        assertEach(TRANSIENT_FAULTS.keySet(), fault -> {
            SandboxServer ehr = resetServer("discovery-" + fault);
            ehr.script(Endpoint.SMART_CONFIGURATION, TRANSIENT_FAULTS.get(fault));
            assertThat(clients.client("discovery-" + fault).metadata().tokenEndpoint())
                    .isPresent();
            assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(2);
        });
    }

    @Test
    void doesNotRetryDiscoveryAfter404() {
        SandboxServer ehr = resetServer("missing");
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(404));
        assertThatThrownBy(() -> clients.client("missing").metadata())
                .hasMessageContaining("404")
                .satisfies(saying("HTTP 404"));
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
        assertThat(clients.client("missing").metadata().tokenEndpoint()).isPresent();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/233", "smart-2.2.0/319", "smart-2.2.0/332"})
    void retriesClientCredentialsRequestWithNewAssertion() {
        assertEach(TRANSIENT_FAULTS, fault -> {
            SandboxServer ehr = resetServer("backend");
            ehr.script(Endpoint.TOKEN, fault);
            assertThat(clients.client("backend").requestToken().accessToken().value())
                    .isNotBlank();
            List<RecordedRequest> requests = ehr.requests(Endpoint.TOKEN);
            assertThat(requests).hasSize(2);
            assertThat(requests.get(0).assertionClaims().getString("jti"))
                    .isNotEqualTo(requests.get(1).assertionClaims().getString("jti"));
        });
    }

    @Test
    void retriesClientCredentialsRequestAfterTimeout() {
        SandboxServer ehr = resetServer("timeout-backend");
        SmartClient client = clients.client("timeout-backend");
        Polling.untilNoTimeout(client::metadata);
        Polling.untilNoTimeout(() -> {
            ehr.reset();
            ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().hold());
            assertThat(client.requestToken().accessToken().value()).isNotBlank();
        });
        // the second attempt may have timed out as well, and the third is the last
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSizeBetween(2, 3);
    }

    @Test
    void stopsClientCredentialsRequestAfterThreeAttempts() {
        SandboxServer ehr = resetServer("backend");
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(503),
                ScriptedResponse.status(503),
                ScriptedResponse.status(503));
        assertThatThrownBy(() -> clients.client("backend").requestToken())
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("503")
                .satisfies(saying("HTTP 503"));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(3);
    }

    @Test
    void waitsForShortRetryAfter() {
        SandboxServer ehr = resetServer("backend");
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(503).header("Retry-After", "1"));
        long start = System.nanoTime();
        clients.client("backend").requestToken();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
    }

    @Test
    void doesNotRetryAfterLongRetryAfter() {
        SandboxServer ehr = resetServer("backend");
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(429).header("Retry-After", "1790000000"));
        assertThatThrownBy(() -> clients.client("backend").requestToken())
                .hasMessageContaining("429")
                .satisfies(saying("HTTP 429"));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void doesNotRetryRejectedClientCredentialsRequest() {
        SandboxServer ehr = resetServer("backend");
        assertEach(List.of(400, 401, 403, 500), status -> {
            ehr.reset();
            ehr.script(Endpoint.TOKEN, ScriptedResponse.status(status));
            assertThatThrownBy(() -> clients.client("backend").requestToken()).isInstanceOf(TokenException.class);
            assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        });
    }

    @Test
    void sendsCodeOnceAfterTransientFailure() {
        SandboxServer ehr = resetServer("code");
        SmartClient client = clients.client("code");
        assertEach(TRANSIENT_FAULTS, fault -> {
            ehr.reset();
            AuthorizationRequest request = client.authorize(Launch.standalone());
            AuthorizationResponse response = authorize(ehr, request);
            ehr.script(Endpoint.TOKEN, fault);
            assertThatThrownBy(() -> client.exchange(request, response))
                    .isInstanceOfAny(TokenException.class, NetworkException.class);
            assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        });
    }

    @Test
    void sendsCodeOnceAfterDroppedConnection() {
        SandboxServer ehr = resetServer("code");
        SmartClient client = clients.client("code");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(ehr, request);
        ehr.script(Endpoint.TOKEN, ScriptedResponse.drop());
        assertThatThrownBy(() -> client.exchange(request, response)).isInstanceOf(NetworkException.class);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void sendsRefreshTokenOnceAfterDroppedConnection() {
        SandboxServer ehr = resetServer("code");
        SmartClient client = clients.client("code");
        TokenResponse tokens = launch(client, ehr);
        ehr.script(Endpoint.TOKEN, ScriptedResponse.drop());
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens))).isInstanceOf(NetworkException.class);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
    }

    @Test
    void sendsRefreshTokenOnceAfterTimeout() {
        SandboxServer ehr = resetServer("timeout-code");
        SmartClient client = clients.client("timeout-code");
        Polling.untilNoTimeout(client::metadata);
        ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().hold());
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of("token-from-store")))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("safire.timeout-code.read-timeout")
                .satisfies(saying("HTTP request failed: "));
        Polling.until(() -> !ehr.requests(Endpoint.TOKEN).isEmpty());
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void reusesConnectionForClientCredentialsRequests() {
        SandboxServer ehr = resetServer("backend");
        SmartClient client = clients.client("backend");
        for (int count = 0; count < 5; count++) {
            client.requestToken();
        }
        assertThat(ehr.requests(Endpoint.TOKEN).stream()
                        .map(RecordedRequest::clientPort)
                        .distinct())
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void avoidsClosedConnectionForCodeAndRefreshToken() {
        SandboxServer ehr = openRaw("closing");
        SmartClient client = clients.client("closing");
        for (int round = 0; round < ROUNDS; round++) {
            AuthorizationRequest request =
                    client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(WITHOUT_IDENTITY));
            AuthorizationResponse response = authorize(ehr, request);
            assertThatCode(() -> {
                        leaveClosedConnection(client, ehr);
                        TokenResponse tokens = client.exchange(request, response);
                        leaveClosedConnection(client, ehr);
                        assertThat(client.refresh(RefreshRequest.of(tokens))
                                        .accessToken()
                                        .value())
                                .isNotBlank();
                    })
                    .as("round " + round)
                    .doesNotThrowAnyException();
        }
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(4 * ROUNDS);
    }

    @Test
    void doesNotReuseConnectionOfRefresh() {
        SandboxServer ehr = openRaw("closing");
        SmartClient client = clients.client("closing");
        TokenResponse tokens = launch(client, ehr);
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.raw(
                        RawResponse.begin().send(KEEP_ALIVE_RESPONSE).hold(Duration.ofSeconds(2))));
        assertThat(client.refresh(RefreshRequest.of(tokens)).accessToken().value())
                .isEqualTo("of-raw");
        assertThat(client.refresh(RefreshRequest.of(tokens)).accessToken().value())
                .isNotEqualTo("of-raw");
        assertThat(ports(ehr.requests(Endpoint.TOKEN).stream())).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void usesSingleUseConnectionsForCodeAndRefreshToken() {
        SandboxServer ehr = openRaw("closing");
        SmartClient client = clients.client("closing");
        for (int round = 0; round < ROUNDS; round++) {
            TokenResponse tokens = launch(client, ehr);
            client.requestToken(BACKEND);
            client.refresh(RefreshRequest.of(tokens));
        }
        List<Integer> shared = ports(ehr.requests(Endpoint.TOKEN).stream().filter(RetryTest::isBackend));
        List<Integer> single =
                ports(ehr.requests(Endpoint.TOKEN).stream().filter(request -> !RetryTest.isBackend(request)));
        assertThat(shared).hasSize(ROUNDS);
        assertThat(Set.copyOf(shared)).hasSizeLessThanOrEqualTo(2);
        assertThat(single).hasSize(2 * ROUNDS).doesNotHaveDuplicates().doesNotContainAnyElementsOf(shared);
        Polling.until(() -> ehr.openConnections() <= MAX_IDLE_CONNECTIONS);
    }

    @Test
    void usesSingleUseConnectionForEachRegistration() {
        SandboxServer ehr = openRaw("registering");
        ehr.setQuirks(Quirk.OPEN_REGISTRATION);
        SmartClient client = clients.client("registering");
        for (int round = 0; round < ROUNDS; round++) {
            client.registration()
                    .register(ClientMetadata.builder()
                            .clientName("Retry test")
                            .clientType(ClientType.PUBLIC)
                            .redirectUris(TckArchive.REDIRECT_URI)
                            .grantTypes("authorization_code")
                            .responseTypes("code")
                            .scope(Scopes.parse("launch/patient patient/*.rs"))
                            .build());
        }
        assertThat(ports(ehr.requests(Endpoint.REGISTER).stream()))
                .hasSize(ROUNDS)
                .doesNotHaveDuplicates();
    }

    private static TokenResponse launch(SmartClient client, SandboxServer ehr) {
        AuthorizationRequest request =
                client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(WITHOUT_IDENTITY));
        return client.exchange(request, authorize(ehr, request));
    }

    /** Sends a retryable request after which the server closes the connection without announcing it. */
    private static void leaveClosedConnection(SmartClient client, SandboxServer ehr) {
        ehr.script(Endpoint.TOKEN, UNANNOUNCED_CLOSE);
        assertThat(client.requestToken(BACKEND).accessToken().value()).isNotBlank();
    }

    private static SandboxServer openRaw(String name) {
        SandboxServer server = TckContext.sandbox().openRaw(name);
        server.reset();
        return server;
    }

    private static List<Integer> ports(Stream<RecordedRequest> requests) {
        return requests.map(RecordedRequest::clientPort).toList();
    }

    private static boolean isBackend(RecordedRequest request) {
        return request.parameter("grant_type").equals("client_credentials");
    }
}
