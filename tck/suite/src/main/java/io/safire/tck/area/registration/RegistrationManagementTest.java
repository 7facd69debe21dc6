package io.safire.tck.area.registration;

import static io.safire.tck.registration.OpenRegistrationEhr.changedResponse;
import static io.safire.tck.registration.OpenRegistrationEhr.open;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.diagnosis.Finding;
import io.safire.error.ValidationException;
import io.safire.launch.Launch;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.RegistrationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.registration.OpenRegistrationEhr;
import io.safire.tck.registration.SampleClientMetadata;
import io.safire.tck.registration.TextRegistrationStore;
import io.safire.tck.support.TckArchive;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Management of client registrations (RFC 7592), with a registration store that the application provides. */
@SharedApplication("stores")
@Tag("registration")
@ArquillianTest
public class RegistrationManagementTest {

    @Inject
    SmartClients clients;

    @Inject
    TextRegistrationStore store;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(RegistrationManagementTest.class)
                .with(SampleClientMetadata.class, OpenRegistrationEhr.class, TextRegistrationStore.class)
                .unregisteredServer("man-secret", "confidential-symmetric")
                .unregisteredServer("man-public", "public")
                .unregisteredServer("man-restarted", "public")
                .unregisteredServer("man-foreign", "public")
                .unregisteredServer("man-other", "public")
                .unregisteredServer("man-allowed", "public")
                .setUrl("man-allowed", "registration-client-origin", "man-other", "/")
                .server("man-configured", "public")
                .build();
    }

    @Test
    void readsUpdatesAndDeletesWithRotatedAccessToken() {
        SandboxServer ehr = open("man-secret");
        SmartClient client = clients.client("man-secret");
        ClientRegistration first = client.registration()
                .register(SampleClientMetadata.app(ClientType.CONFIDENTIAL_SYMMETRIC)
                        .build());
        ClientRegistration second = client.registration().read();
        assertThat(second.registrationAccessToken()).isPresent().isNotEqualTo(first.registrationAccessToken());
        assertThat(second.granted()).isEqualTo(first.granted());
        ehr.script(
                Endpoint.REGISTER,
                ScriptedResponse.normal()
                        .patch(SandboxJson.createObjectBuilder()
                                .add("client_secret", JsonValue.NULL)
                                .add("client_secret_expires_at", JsonValue.NULL)
                                .build()));
        ClientRegistration third = client.registration()
                .update(second.granted().toBuilder()
                        .clientName("Growth Chart 2")
                        .build());
        assertThat(third.granted().clientName()).contains("Growth Chart 2");
        assertThat(third.clientSecret())
                .as("a response without client_secret keeps the current one")
                .isEqualTo(first.clientSecret());
        List<RecordedRequest> requests = ehr.requests(Endpoint.REGISTER);
        assertThat(requests.get(2).method()).isEqualTo("PUT");
        assertThat(requests.get(2).json().getString("client_id")).isEqualTo(first.clientId());
        assertThat(requests.get(2).json()).doesNotContainKeys("registration_access_token", "client_id_issued_at");
        assertThat(requests.get(2).header("authorization"))
                .isEqualTo("Bearer " + second.registrationAccessToken().orElseThrow());
        launch(client, ehr);
        client.registration().delete();
        assertThat(client.registration().current()).isEmpty();
        assertThatThrownBy(client.registration()::read)
                .isInstanceOf(ValidationException.class)
                .satisfies(saying("no registration of this client is stored"));
    }

    @Test
    void rejectsUpdateWithMembersThatServerAssigns() {
        SandboxServer ehr = open("man-public");
        SmartClient client = clients.client("man-public");
        client.registration()
                .register(SampleClientMetadata.app(ClientType.PUBLIC).build());
        assertEach(
                List.of(
                        "client_secret",
                        "registration_access_token",
                        "registration_client_uri",
                        "client_id_issued_at",
                        "client_secret_expires_at"),
                member -> {
                    assertThatThrownBy(() -> client.registration()
                                    .update(SampleClientMetadata.app(ClientType.PUBLIC)
                                            .member(member, SandboxJson.createValue("leaked-value"))
                                            .build()))
                            .isInstanceOf(ValidationException.class)
                            .hasMessageContaining(member)
                            .satisfies(saying("Validation failed for " + member))
                            .hasMessageNotContaining("leaked-value");
                });
        assertThat(ehr.requests(Endpoint.REGISTER)).hasSize(1);
    }

    @Test
    void retriesWithTokenRotatedByAnotherNode() {
        SandboxServer ehr = open("man-secret");
        SmartClient client = clients.client("man-secret");
        ClientRegistration stale = client.registration()
                .register(SampleClientMetadata.app(ClientType.CONFIDENTIAL_SYMMETRIC)
                        .build());
        ClientRegistration current = client.registration().read();
        store.returnOnce(stale);
        assertThat(client.registration().read().clientId()).isEqualTo(current.clientId());
        assertThat(ehr.requests(Endpoint.REGISTER)).hasSize(4);
        ehr.script(Endpoint.REGISTER, ScriptedResponse.status(401));
        assertThatThrownBy(client.registration()::read)
                .isInstanceOf(RegistrationException.class)
                .hasMessageContaining("401")
                .satisfies(saying("Client registration could not be read — HTTP 401"));
        assertThat(ehr.requests(Endpoint.REGISTER)).hasSize(5);
        store.returnOnce(stale);
        client.registration().delete();
        assertThat(ehr.requests(Endpoint.REGISTER)).hasSize(7);
        assertThat(client.registration().current()).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void sendsRegistrationAccessTokenToTrustedOriginOnly() {
        SandboxServer ehr = open("man-foreign");
        SandboxServer elsewhere = open("man-other");
        SmartClient client = clients.client("man-foreign");
        ClientMetadata metadata = SampleClientMetadata.app(ClientType.PUBLIC).build();
        Map<String, String> reasons = Map.of(
                elsewhere.registrationEndpoint() + "/x",
                "safire.man-foreign.registration-client-origin",
                "http://as.hospital.example/register/x",
                "is not https",
                ehr.issuer().toString().replace("//", "//user@") + "/register/x",
                "contains a user name");
        reasons.forEach((address, reason) -> {
            ehr.script(Endpoint.REGISTER, changedResponse("registration_client_uri", SandboxJson.createValue(address)));
            ClientRegistration registration = client.registration().register(metadata);
            String token = registration.registrationAccessToken().orElseThrow();
            assertThat(registration.findings())
                    .as(address)
                    .map(finding -> finding.member().orElse(""))
                    .contains("registration_client_uri");
            assertThat(registration.findings())
                    .as(address)
                    .extracting(Finding::id)
                    .contains(reason.contains("user name") ? "SAFIRE-0037" : "SAFIRE-0036");
            assertThatThrownBy(client.registration()::read)
                    .as(address)
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("registration_client_uri")
                    .satisfies(saying(reason))
                    .hasMessageNotContaining(token);
            assertThatThrownBy(client.registration()::delete).isInstanceOf(ValidationException.class);
        });
        Map<String, String> defects = Map.of(
                "https://as.example/{tenant}/register", "is malformed",
                "https://as_1.example/register", "has a host name that Java does not accept");
        defects.forEach((address, reason) -> {
            ehr.script(Endpoint.REGISTER, changedResponse("registration_client_uri", SandboxJson.createValue(address)));
            client.registration().register(metadata);
            assertThatThrownBy(client.registration()::read)
                    .as(address)
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("man-foreign")
                    .satisfies(saying("SAFIRE-0723 man-foreign: ", reason));
        });
        client.registration().register(metadata);
        ehr.script(Endpoint.REGISTER, ScriptedResponse.redirect(elsewhere.registrationEndpoint()));
        assertThatThrownBy(client.registration()::read)
                .isInstanceOf(RegistrationException.class)
                .satisfies(saying("redirects to"));
        assertThat(elsewhere.requests(Endpoint.REGISTER)).isEmpty();
    }

    @Test
    void acceptsConfiguredRegistrationOrigin() {
        SandboxServer ehr = open("man-allowed");
        SandboxServer elsewhere = open("man-other");
        SmartClient client = clients.client("man-allowed");
        ehr.script(
                Endpoint.REGISTER,
                changedResponse(
                        "registration_client_uri", SandboxJson.createValue(elsewhere.registrationEndpoint() + "/x")));
        assertThat(client.registration()
                        .register(SampleClientMetadata.app(ClientType.PUBLIC).build())
                        .findings())
                .isEmpty();
        assertThat(client.registration().current().orElseThrow().findings()).isEmpty();
        assertThatThrownBy(client.registration()::read).isInstanceOf(RegistrationException.class);
        assertThat(elsewhere.requests(Endpoint.REGISTER)).hasSize(1);
    }

    @Test
    void sendsNoRequestWithoutManagementSupport() {
        SandboxServer ehr = open("man-public");
        SmartClient client = clients.client("man-public");
        ehr.setQuirks(Quirk.OPEN_REGISTRATION, Quirk.NO_REGISTRATION_MANAGEMENT);
        client.registration()
                .register(SampleClientMetadata.app(ClientType.PUBLIC).build());
        assertThatThrownBy(client.registration()::read)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("registration_client_uri")
                .satisfies(saying("RFC 7592"));
        assertThat(ehr.requests(Endpoint.REGISTER)).hasSize(1);
    }

    @Test
    void prefersConfiguredClientIdOverStoredRegistration() {
        SandboxServer ehr = open("man-configured");
        ClientRegistration registration = clients.client("man-configured")
                .registration()
                .register(SampleClientMetadata.app(ClientType.PUBLIC).build());
        launch(clients.client("man-configured"), ehr);
        assertThat(ehr.requests(Endpoint.TOKEN).get(0).parameter("client_id")).isEqualTo("app-man-configured");
        SandboxServer other = open("man-restarted");
        long version =
                store.find("man-restarted").map(stored -> stored.version()).orElse(0L);
        store.save(
                ClientRegistration.of(
                        "man-restarted",
                        registration.endpoint(),
                        registration.requested(),
                        registration.members(),
                        JsonValue.EMPTY_JSON_OBJECT),
                version);
        assertThat(clients.client("man-restarted")
                        .authorize(Launch.standalone())
                        .parameters())
                .containsEntry("client_id", registration.clientId());
        assertThat(other.requests(Endpoint.REGISTER)).isEmpty();
    }

    @Test
    void returnsRegistrationInExceptionWhenStoreFails() {
        open("man-public");
        SmartClient client = clients.client("man-public");
        store.setFailing(true);
        RegistrationException thrown;
        try {
            thrown = catchThrowableOfType(RegistrationException.class, () -> client.registration()
                    .register(SampleClientMetadata.app(ClientType.PUBLIC).build()));
        } finally {
            store.setFailing(false);
        }
        ClientRegistration registration = thrown.registration().orElseThrow();
        assertThat(thrown)
                .hasMessageContaining(registration.clientId())
                .hasMessageNotContaining(registration.registrationAccessToken().orElseThrow());
    }
}
