package io.safire.tck.area.configuration;

import static io.safire.tck.inject.TenantSettings.factories;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.diagnosis.Diagnosis;
import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.ValidationException;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.inject.TenantSettings;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.AccessToken;
import io.safire.token.RefreshRequest;
import io.safire.token.ResourceAccess;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that the application creates in code, with {@link SmartClients#create} and with {@link SmartClient#create}. */
@SharedApplication("transport")
@Tag("configuration")
@ArquillianTest
public class CreatedClientTest {

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(CreatedClientTest.class)
                .with(TenantSettings.class)
                .server("code-configured", "public")
                .server("code-hospital", "public")
                .server("code-beside", "public")
                .build();
    }

    @Test
    void launchesWithGivenSettings() {
        assertEach(factories(clients), factory -> {
            SandboxServer ehr = resetServer("code-launch");
            try (CloseableSmartClient client =
                    factory.apply(TenantSettings.symmetric(ehr).build())) {
                TokenResponse tokens = launch(client, ehr);
                assertThat(client.refresh(RefreshRequest.of(tokens))
                                .accessToken()
                                .value())
                        .isNotBlank();
                assertThat(client.userTokens().store("session-1", tokens).accessToken())
                        .isEqualTo(tokens.accessToken());
                assertThat(ehr.requests(Endpoint.TOKEN).get(0).basicCredentials())
                        .isEqualTo("tenant:" + TenantSettings.SECRET);
            }
        });
    }

    @Test
    void requestsManagedTokenWithEachFormOfKey() {
        Map<String, Credential> credentials = Map.of(
                "PEM", Credential.key(TestKeys.pem(TestKeys.EC), "ec-1"),
                "private key", Credential.key(TestKeys.EC.getPrivate(), "ec-1"));
        assertEach(factories(clients), factory -> {
            assertEach(credentials, credential -> {
                SandboxServer ehr = resetServer("code-backend");
                SmartClientSettings settings =
                        TenantSettings.backend(ehr).credential(credential).build();
                try (CloseableSmartClient client = factory.apply(settings)) {
                    AccessToken token = client.accessToken();
                    assertThat(client.accessToken()).isEqualTo(token);
                    assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
                }
            });
        });
    }

    @Test
    void readsMetadataOfServerThatIsNotConfigured() {
        assertEach(factories(clients), factory -> {
            SandboxServer ehr = resetServer("code-probe");
            SmartClientSettings settings =
                    SmartClientSettings.builder(ehr.fhirBase().toString()).build();
            try (CloseableSmartClient client = factory.apply(settings)) {
                assertThat(client.metadata().supportsSymmetricAuth()).isTrue();
                assertThat(client.name())
                        .isEqualTo(
                                ehr.fhirBase().getAuthority() + ehr.fhirBase().getPath());
            }
        });
        assertThat(clients.names()).noneMatch(name -> name.contains("/"));
    }

    @Test
    void reportsAllErrorsInSettings() {
        assertEach(factories(clients), factory -> {
            SmartClientSettings settings = SmartClientSettings.builder("https://fhir.example/r4")
                    .name("tenant")
                    .set("client-type", "secret")
                    .set("redirect-url", TckArchive.REDIRECT_URI)
                    .set("client-secret", TenantSettings.SECRET)
                    .build();
            assertThatThrownBy(() -> factory.apply(settings))
                    .isInstanceOfSatisfying(ConfigurationException.class, failure -> {
                        assertThat(failure.server()).contains("tenant");
                        assertThat(failure.invalidAttribute()).contains("client_type");
                    })
                    .hasMessageContaining("SmartClientSettings.client-type")
                    .satisfies(saying("did you mean SmartClientSettings.redirect-uri?"))
                    .hasMessageNotContaining(TenantSettings.SECRET);
        });
    }

    @Test
    void sharesMetadataOfSameServer() {
        assertEach(factories(clients), factory -> {
            SandboxServer ehr = resetServer("code-shared");
            try (CloseableSmartClient first =
                            factory.apply(TenantSettings.settings(ehr).build());
                    CloseableSmartClient second =
                            factory.apply(TenantSettings.symmetric(ehr).build());
                    CloseableSmartClient slow = factory.apply(TenantSettings.settings(ehr)
                            .set("read-timeout", "PT49S")
                            .build())) {
                assertThat(first.metadata()).isEqualTo(second.metadata());
                assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
                slow.metadata();
                assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(2);
            }
        });
    }

    @Test
    void sharesMetadataWithConfiguredClientOfSameServer() {
        SandboxServer ehr = resetServer("code-beside");
        clients.client("code-beside").metadata();
        try (CloseableSmartClient client =
                clients.create(TenantSettings.symmetric(ehr).build())) {
            launch(client, ehr);
        }
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
        ehr.registerClient(SandboxClient.publicClient("app-code-beside", TckArchive.REDIRECT_URI));
        launch(clients.client("code-beside"), ehr);
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
    }

    @Test
    void changesClientTypeAndKeepsMetadata() {
        assertEach(factories(clients), factory -> {
            SandboxServer ehr = resetServer("code-type");
            ehr.registerClient(SandboxClient.publicClient("tenant", TckArchive.REDIRECT_URI));
            SmartClientSettings settings = TenantSettings.settings(ehr).build();
            SmartClientSettings withKey = settings.toBuilder()
                    .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                    .credential(Credential.key(TestKeys.pem(TestKeys.EC), "ec-1"))
                    .build();
            try (CloseableSmartClient before = factory.apply(settings);
                    CloseableSmartClient after = factory.apply(withKey)) {
                launch(before, ehr);
                ehr.registerClient(SandboxClient.keyClient("tenant", TestKeys.jwks(), TckArchive.REDIRECT_URI));
                launch(after, ehr);
            }
            assertThat(ehr.requests(Endpoint.TOKEN).get(1).assertionHeader().getString("kid"))
                    .isEqualTo("ec-1");
            assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
        });
    }

    @Test
    void diagnosesCreatedClient() {
        assertEach(factories(clients), factory -> {
            SandboxServer ehr = resetServer("code-doctor");
            SmartClientSettings settings = TenantSettings.settings(ehr)
                    .clientType(ClientType.CONFIDENTIAL_SYMMETRIC)
                    .build();
            try (CloseableSmartClient client = factory.apply(settings)) {
                Diagnosis diagnosis = client.diagnose();
                assertThat(diagnosis.findings()).as(diagnosis.toText()).anySatisfy(finding -> assertThat(
                                finding.configurationKey())
                        .contains("SmartClientSettings.client-secret"));
                assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isNotEmpty();
            }
        });
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
        try (CloseableSmartClient client =
                clients.create(TenantSettings.symmetric(hostile).build())) {
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
}
