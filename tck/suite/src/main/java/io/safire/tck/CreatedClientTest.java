package io.safire.tck;

import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.SmartClients;
import io.safire.TokenRequests;
import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.managed.Polling;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TckContext;
import io.safire.tck.support.TestKeys;
import io.safire.token.AccessToken;
import io.safire.token.RefreshRequest;
import io.safire.token.ResourceAccess;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Clients that the application creates in code, with {@link SmartClients#create} and with {@link SmartClient#create}. */
@Area("transport")
@ArquillianTest
public class CreatedClientTest {

    private static final String SECRET = "secret-of-the-tenant";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(CreatedClientTest.class)
                .with(Polling.class)
                .withAuthority()
                .server("code-configured", "public")
                .server("code-hospital", "public")
                .build();
    }

    @Test
    @Assertion(id = "safire-0.4/1")
    void launchesWithGivenSettings() {
        for (Function<SmartClientSettings, CloseableSmartClient> factory : factories()) {
            SandboxServer ehr = resetServer("code-launch");
            try (CloseableSmartClient client = factory.apply(symmetric(ehr).build())) {
                TokenResponse tokens = launch(client, ehr);
                assertThat(client.refresh(RefreshRequest.of(tokens))
                                .accessToken()
                                .value())
                        .isNotBlank();
                assertThat(client.userTokens().store("session-1", tokens).accessToken())
                        .isEqualTo(tokens.accessToken());
                assertThat(ehr.requests(Endpoint.TOKEN).get(0).basicCredentials())
                        .isEqualTo("tenant:" + SECRET);
            }
        }
    }

    @Test
    @Assertion(id = "safire-0.4/1")
    void requestsManagedTokenWithEachFormOfKey() {
        List<Credential> credentials = List.of(
                Credential.key(TestKeys.pem(TestKeys.EC), "ec-1"), Credential.key(TestKeys.EC.getPrivate(), "ec-1"));
        for (Function<SmartClientSettings, CloseableSmartClient> factory : factories()) {
            for (Credential credential : credentials) {
                SandboxServer ehr = resetServer("code-backend");
                ehr.registerClient(SandboxClient.keyClient("tenant", TestKeys.jwks(), TckArchive.REDIRECT_URI));
                SmartClientSettings settings = settings(ehr)
                        .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                        .credential(credential)
                        .scopes(Scopes.of("system/*.rs"))
                        .build();
                try (CloseableSmartClient client = factory.apply(settings)) {
                    AccessToken token = client.accessToken();
                    assertThat(client.accessToken()).isEqualTo(token);
                    assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
                }
            }
        }
    }

    @Test
    void readsMetadataOfServerThatIsNotConfigured() {
        for (Function<SmartClientSettings, CloseableSmartClient> factory : factories()) {
            SandboxServer ehr = resetServer("code-probe");
            SmartClientSettings settings =
                    SmartClientSettings.builder(ehr.fhirBase().toString()).build();
            try (CloseableSmartClient client = factory.apply(settings)) {
                assertThat(client.metadata().supportsSymmetricAuth()).isTrue();
                assertThat(client.name())
                        .isEqualTo(
                                ehr.fhirBase().getAuthority() + ehr.fhirBase().getPath());
            }
        }
        assertThat(clients.names()).noneMatch(name -> name.contains("/"));
    }

    @Test
    void repeatsRequestAfterTransientFailure() {
        for (Function<SmartClientSettings, CloseableSmartClient> factory : factories()) {
            SandboxServer ehr = resetServer("code-retry");
            ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(503), ScriptedResponse.status(502));
            try (CloseableSmartClient client = factory.apply(settings(ehr).build())) {
                assertThat(client.metadata().tokenEndpoint()).isPresent();
                assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(3);
                ehr.script(Endpoint.TOKEN, ScriptedResponse.status(503));
                assertThatThrownBy(() -> client.refresh(RefreshRequest.of("r-1")))
                        .isInstanceOf(TokenException.class);
                assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
            }
        }
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/318"})
    void trustsGivenCertificatesOnly() {
        for (Function<SmartClientSettings, CloseableSmartClient> factory : factories()) {
            SandboxServer ehr = TckContext.sandbox().openHttps("code-tls");
            ehr.reset();
            SmartClientSettings.Builder settings = settings(ehr);
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
        }
    }

    @Test
    @Assertion(id = "safire-0.4/3")
    void reportsAllErrorsInSettings() {
        for (Function<SmartClientSettings, CloseableSmartClient> factory : factories()) {
            SmartClientSettings settings = SmartClientSettings.builder("https://fhir.example/r4")
                    .name("tenant")
                    .set("client-type", "secret")
                    .set("redirect-url", TckArchive.REDIRECT_URI)
                    .set("client-secret", SECRET)
                    .build();
            assertThatThrownBy(() -> factory.apply(settings))
                    .isInstanceOfSatisfying(ConfigurationException.class, failure -> {
                        assertThat(failure.server()).contains("tenant");
                        assertThat(failure.invalidAttribute()).contains("client_type");
                    })
                    .hasMessageContaining("SmartClientSettings.client-type")
                    .hasMessageContaining("did you mean SmartClientSettings.redirect-uri?")
                    .hasMessageNotContaining(SECRET);
        }
    }

    @Test
    void rejectsCallsAndClosesConnectionsAfterClose() {
        for (Function<SmartClientSettings, CloseableSmartClient> factory : factories()) {
            SandboxServer ehr = TckContext.sandbox().openRaw("code-close");
            ehr.reset();
            CloseableSmartClient client = factory.apply(symmetric(ehr).build());
            client.metadata();
            launch(client, ehr);
            TokenRequests requests = client.with(Credential.secret("another"));
            client.close();
            client.close();
            Polling.until(() -> ehr.openConnections() == 0);
            int sent = ehr.requests(Endpoint.TOKEN).size();
            for (Runnable call : List.<Runnable>of(
                    client::metadata,
                    client::accessToken,
                    () -> client.authorize(Launch.standalone()),
                    () -> requests.refresh(RefreshRequest.of("r-1")))) {
                assertThatThrownBy(call::run)
                        .isInstanceOfSatisfying(ValidationException.class, failure -> assertThat(failure.attribute())
                                .isEqualTo("client"));
            }
            assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(sent);
            assertThat(ehr.openConnections()).isZero();
        }
    }

    @Test
    void endsRequestInProgressAfterClose() throws Exception {
        for (Function<SmartClientSettings, CloseableSmartClient> factory : factories()) {
            SandboxServer ehr = TckContext.sandbox().openRaw("code-progress");
            ehr.reset();
            CloseableSmartClient client = factory.apply(symmetric(ehr).build());
            TokenResponse tokens = launch(client, ehr);
            ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().hold());
            FutureTask<TokenResponse> running = new FutureTask<>(() -> client.refresh(RefreshRequest.of(tokens)));
            new Thread(running).start();
            Polling.until(() -> ehr.requests(Endpoint.TOKEN).size() == 2);
            client.close();
            ehr.release();
            assertThat(running.get().accessToken().value()).isNotBlank();
            Polling.until(() -> ehr.openConnections() == 0);
        }
    }

    @Test
    void sharesMetadataOfSameServer() {
        for (Function<SmartClientSettings, CloseableSmartClient> factory : factories()) {
            SandboxServer ehr = resetServer("code-shared");
            try (CloseableSmartClient first = factory.apply(settings(ehr).build());
                    CloseableSmartClient second = factory.apply(symmetric(ehr).build());
                    CloseableSmartClient slow = factory.apply(
                            settings(ehr).set("read-timeout", "PT49S").build())) {
                assertThat(first.metadata()).isEqualTo(second.metadata());
                assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
                slow.metadata();
                assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(2);
            }
        }
    }

    @Test
    void separatesTokensOfConfiguredServer() {
        SandboxServer ehr = resetServer("code-configured");
        ehr.registerClient(SandboxClient.publicClient("app-code-configured", TckArchive.REDIRECT_URI));
        SmartClientSettings.Builder settings =
                SmartClientSettings.builder(ehr.fhirBase().toString()).set("read-timeout", "PT50S");
        assertThatThrownBy(() -> clients.create(settings.name("code-configured").build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SmartClientSettings.name");
        AccessToken configured = launch(clients.client("code-configured"), ehr).accessToken();
        try (CloseableSmartClient client =
                clients.create(settings.name("another").build())) {
            ResourceAccess resources = client.resources();
            assertThat(resources.accepts(ehr.fhirBase().resolve("/fhir/Patient")))
                    .isTrue();
            assertThatThrownBy(() -> resources.authorization(configured, ehr.fhirBase()))
                    .isInstanceOf(ValidationException.class);
        }
    }

    /** The metadata of a server that only a created client uses must not claim the endpoints of a configured server. */
    @Test
    @Assertion(id = "smart-2.2.0/1")
    void refusesTokenEndpointOfConfiguredServer() {
        SandboxServer hospital = resetServer("code-hospital");
        hospital.registerClient(SandboxClient.publicClient("app-code-hospital", TckArchive.REDIRECT_URI));
        SandboxServer hostile = resetServer("code-hostile");
        hostile.patchMetadata(SandboxJson.createObjectBuilder()
                .add("authorization_endpoint", hospital.authorizationEndpoint().toString())
                .add("token_endpoint", hospital.tokenEndpoint().toString())
                .build());
        try (CloseableSmartClient client = clients.create(symmetric(hostile).build())) {
            assertThatThrownBy(() -> client.authorize(Launch.standalone()))
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining("code-hospital")
                    .hasMessageContaining("SmartClientSettings.endpoint-hosts");
            assertThat(launch(clients.client("code-hospital"), hospital)
                            .accessToken()
                            .value())
                    .isNotBlank();
        }
        assertThat(hospital.requests(Endpoint.TOKEN)).hasSize(1);
    }

    private List<Function<SmartClientSettings, CloseableSmartClient>> factories() {
        return List.of(clients::create, SmartClient::create);
    }

    private static SmartClientSettings.Builder settings(SandboxServer ehr) {
        return SmartClientSettings.builder(ehr.fhirBase().toString())
                .clientId("tenant")
                .redirectUri(TckArchive.REDIRECT_URI)
                .scopes(Scopes.of("launch/patient", "patient/*.rs", "offline_access"))
                .set("connect-timeout", "PT50S")
                .set("read-timeout", "PT50S");
    }

    private static SmartClientSettings.Builder symmetric(SandboxServer ehr) {
        ehr.registerClient(SandboxClient.secretClient("tenant", SECRET, TckArchive.REDIRECT_URI));
        return settings(ehr).clientType(ClientType.CONFIDENTIAL_SYMMETRIC).credential(Credential.secret(SECRET));
    }
}
