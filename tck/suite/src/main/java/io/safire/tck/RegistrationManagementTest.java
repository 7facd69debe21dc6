package io.safire.tck;

import static io.safire.tck.registration.OpenEhr.changed;
import static io.safire.tck.registration.OpenEhr.open;
import static io.safire.tck.support.Bench.launched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.ClientType;
import io.safire.Finding;
import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.RegistrationException;
import io.safire.error.ValidationException;
import io.safire.launch.Launch;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.registration.Metadata;
import io.safire.tck.registration.OpenEhr;
import io.safire.tck.registration.TextStore;
import io.safire.tck.support.TckArchive;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Management of client registrations (RFC 7592), with a registration store of the application. */
@Area("stores")
@ArquillianTest
public class RegistrationManagementTest {

    @Inject
    SmartClients clients;

    @Inject
    TextStore store;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(RegistrationManagementTest.class)
                .with(Metadata.class, OpenEhr.class, TextStore.class)
                .unregistered("man-secret", "confidential-symmetric")
                .unregistered("man-public", "public")
                .unregistered("man-restarted", "public")
                .unregistered("man-foreign", "public")
                .unregistered("man-other", "public")
                .unregistered("man-allowed", "public")
                .point("man-allowed", "registration-client-origin", "man-other", "/")
                .server("man-configured", "public")
                .build();
    }

    @Test
    void registrationIsReadChangedAndDeletedWithTokensThatRotate() {
        SandboxServer ehr = open("man-secret");
        SmartClient client = clients.client("man-secret");
        ClientRegistration first =
                client.registration().register(Metadata.app(ClientType.CONFIDENTIAL_SYMMETRIC).build());
        ClientRegistration second = client.registration().read();
        assertThat(second.registrationAccessToken()).isPresent().isNotEqualTo(first.registrationAccessToken());
        assertThat(second.granted()).isEqualTo(first.granted());
        ehr.next(
                Endpoint.REGISTER,
                Answer.normal()
                        .patch(Json.createObjectBuilder()
                                .add("client_secret", JsonValue.NULL)
                                .add("client_secret_expires_at", JsonValue.NULL)
                                .build()));
        ClientRegistration third = client.registration().update(
                second.granted().toBuilder().clientName("Growth Chart 2").build());
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
        launched(client, ehr);
        client.registration().delete();
        assertThat(client.registration().current()).isEmpty();
        assertThatThrownBy(client.registration()::read)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("no registration of this client is stored");
    }

    @Test
    void tokenThatAnotherNodeHasRotatedIsReadAgainFromTheStore() {
        SandboxServer ehr = open("man-secret");
        SmartClient client = clients.client("man-secret");
        ClientRegistration stale =
                client.registration().register(Metadata.app(ClientType.CONFIDENTIAL_SYMMETRIC).build());
        ClientRegistration current = client.registration().read();
        store.staleOnce(stale);
        assertThat(client.registration().read().clientId()).isEqualTo(current.clientId());
        assertThat(ehr.requests(Endpoint.REGISTER)).hasSize(4);
        ehr.next(Endpoint.REGISTER, Answer.status(401));
        assertThatThrownBy(client.registration()::read)
                .isInstanceOf(RegistrationException.class)
                .hasMessageContaining("Client registration could not be read — HTTP 401");
        assertThat(ehr.requests(Endpoint.REGISTER)).hasSize(5);
        store.staleOnce(stale);
        client.registration().delete();
        assertThat(ehr.requests(Endpoint.REGISTER)).hasSize(7);
        assertThat(client.registration().current()).isEmpty();
    }

    @Test
    void registrationAccessTokenGoesToATrustedOriginOnlyAndIsNeverRedirected() {
        SandboxServer ehr = open("man-foreign");
        SandboxServer elsewhere = open("man-other");
        SmartClient client = clients.client("man-foreign");
        ClientMetadata metadata = Metadata.app(ClientType.PUBLIC).build();
        for (String address : List.of(
                elsewhere.registrationEndpoint() + "/x",
                "http://as.hospital.example/register/x",
                ehr.issuer().toString().replace("//", "//user@") + "/register/x")) {
            ehr.next(Endpoint.REGISTER, changed("registration_client_uri", Json.createValue(address)));
            ClientRegistration registration = client.registration().register(metadata);
            String token = registration.registrationAccessToken().orElseThrow();
            assertThat(registration.findings())
                    .as(address)
                    .extracting(Finding::member)
                    .contains("registration_client_uri");
            assertThatThrownBy(client.registration()::read)
                    .as(address)
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("safire.man-foreign.registration-client-origin")
                    .hasMessageNotContaining(token);
            assertThatThrownBy(client.registration()::delete).isInstanceOf(ValidationException.class);
        }
        client.registration().register(metadata);
        ehr.next(Endpoint.REGISTER, Answer.redirect(elsewhere.registrationEndpoint()));
        assertThatThrownBy(client.registration()::read)
                .isInstanceOf(RegistrationException.class)
                .hasMessageContaining("redirects to");
        assertThat(elsewhere.requests(Endpoint.REGISTER)).isEmpty();
    }

    @Test
    void anotherOriginCanBeTrustedByName() {
        SandboxServer ehr = open("man-allowed");
        SandboxServer elsewhere = open("man-other");
        SmartClient client = clients.client("man-allowed");
        ehr.next(
                Endpoint.REGISTER,
                changed("registration_client_uri", Json.createValue(elsewhere.registrationEndpoint() + "/x")));
        assertThat(client.registration().register(Metadata.app(ClientType.PUBLIC).build()).findings())
                .isEmpty();
        assertThat(client.registration().current().orElseThrow().findings()).isEmpty();
        assertThatThrownBy(client.registration()::read).isInstanceOf(RegistrationException.class);
        assertThat(elsewhere.requests(Endpoint.REGISTER)).hasSize(1);
    }

    @Test
    void serverWithoutManagementIsNotAsked() {
        SandboxServer ehr = open("man-public");
        SmartClient client = clients.client("man-public");
        ehr.quirks(Quirk.OPEN_REGISTRATION, Quirk.NO_REGISTRATION_MANAGEMENT);
        client.registration().register(Metadata.app(ClientType.PUBLIC).build());
        assertThatThrownBy(client.registration()::read)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("registration_client_uri")
                .hasMessageContaining("RFC 7592");
        assertThat(ehr.requests(Endpoint.REGISTER)).hasSize(1);
    }

    @Test
    void registrationOfAnEarlierRunIsUsedAndAConfiguredClientComesFirst() {
        SandboxServer ehr = open("man-configured");
        ClientRegistration registration = clients.client("man-configured").registration()
                .register(Metadata.app(ClientType.PUBLIC).build());
        launched(clients.client("man-configured"), ehr);
        assertThat(ehr.requests(Endpoint.TOKEN).get(0).parameter("client_id")).isEqualTo("app-man-configured");
        SandboxServer other = open("man-restarted");
        long version =
                store.find("man-restarted").map(stored -> stored.version()).orElse(0L);
        store.save(
                new ClientRegistration(
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
    void registrationThatCannotBeKeptIsNotLost() {
        open("man-public");
        SmartClient client = clients.client("man-public");
        store.broken(true);
        RegistrationException thrown;
        try {
            thrown = catchThrowableOfType(
                    RegistrationException.class,
                    () -> client.registration().register(Metadata.app(ClientType.PUBLIC).build()));
        } finally {
            store.broken(false);
        }
        ClientRegistration registration = thrown.registration().orElseThrow();
        assertThat(thrown)
                .hasMessageContaining(registration.clientId())
                .hasMessageNotContaining(registration.registrationAccessToken().orElseThrow());
    }
}
