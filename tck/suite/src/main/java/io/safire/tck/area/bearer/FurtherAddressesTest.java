package io.safire.tck.area.bearer;

import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.bearer.FhirClient;
import io.safire.tck.bearer.JdkFhirClient;
import io.safire.tck.bearer.RestFhirClient;
import io.safire.tck.managed.Polling;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.AccessToken;
import io.safire.token.RefreshRequest;
import io.safire.token.ResourceAccess;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Addresses outside the base URL that receive tokens, and tokens of another client of the same server. */
@SharedApplication("tokens")
@Tag("bearer")
@ArquillianTest
public class FurtherAddressesTest {

    private static final String IMAGES = "/images/archive";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(FurtherAddressesTest.class)
                .with(FhirClient.class, JdkFhirClient.class, RestFhirClient.class, Polling.class)
                .server("further-archive", "public")
                .server("further-job", "confidential-asymmetric")
                .set("further-job", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("further-job", "kid", "rsa-1")
                .set("further-job", "scopes", "system/*.rs")
                .setUrl("further-job", "further-resource-urls", "further-archive", IMAGES)
                .server("further-user", "public")
                .duplicateRegistration("further-accepting", "further-user")
                .set("further-accepting", "accept-tokens-of", "further-user")
                .duplicateRegistration("further-refusing", "further-user");
        return archive.build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/264")
    void sendsTokenToFurtherAddress() throws Exception {
        assertEach(kinds(), kind -> {
            SandboxServer archive = resetServer("further-archive");
            resetServer("further-job");
            SmartClient client = clients.client("further-job");
            client.resources().invalidate(client.accessToken());
            try (FhirClient http = kind.apply(client)) {
                http.get(archive.issuer().resolve(IMAGES + "/studies"));
            }
            assertThat(authorizationHeaders(archive))
                    .containsExactly("Bearer " + client.accessToken().value());
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/267", "smart-2.2.0/268"})
    void withholdsTokenFromAddressBesideFurtherAddress() throws Exception {
        assertEach(kinds(), kind -> {
            SandboxServer archive = resetServer("further-archive");
            resetServer("further-job");
            SmartClient client = clients.client("further-job");
            try (FhirClient http = kind.apply(client)) {
                assertEach(List.of("/images", IMAGES + "-2/studies", "/images/ARCHIVE/studies", "/other"), path -> {
                    http.get(archive.issuer().resolve(path));
                });
            }
            assertThat(authorizationHeaders(archive)).hasSize(4).containsOnly("");
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/93")
    void usesTokenOfAcceptedClient() throws Exception {
        SandboxServer ehr = resetServer("further-user");
        AccessToken token = launch(clients.client("further-user"), ehr).accessToken();
        ResourceAccess resources = clients.client("further-accepting").resources();
        URI patient = URI.create(ehr.fhirBase() + "/Patient/pat-1");
        assertThat(resources.authorization(token, patient)).contains("Bearer " + token.value());
        assertThat(resources.authorization(token, URI.create("https://other.example/Patient/pat-1")))
                .isEmpty();
        resources.invalidate(token);
        assertThat(clients.client("further-accepting")
                        .tokens()
                        .introspect(token)
                        .isActive())
                .isTrue();
    }

    @Test
    void rejectsTokenOfClientThatIsNotAccepted() {
        SandboxServer ehr = resetServer("further-user");
        AccessToken token = launch(clients.client("further-user"), ehr).accessToken();
        SmartClient refusing = clients.client("further-refusing");
        assertThatThrownBy(() -> refusing.resources().authorization(token, ehr.fhirBase()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("further-user")
                .hasMessageNotContaining(token.value());
    }

    /** The setting is one-way, and refresh and revocation authenticate as the client of the token. */
    @Test
    void acceptsForeignTokenOnlyWhereConfigured() {
        SandboxServer ehr = resetServer("further-user");
        TokenResponse tokens = launch(clients.client("further-user"), ehr);
        AccessToken reverse = new AccessToken(
                "further-accepting",
                "token",
                tokens.accessToken().expiresAt(),
                tokens.accessToken().scopes());
        assertThatThrownBy(() -> clients.client("further-user").resources().authorization(reverse, ehr.fhirBase()))
                .isInstanceOf(ValidationException.class);
        SmartClient accepting = clients.client("further-accepting");
        RefreshRequest refresh = RefreshRequest.of(tokens);
        assertThatThrownBy(() -> accepting.refresh(refresh)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> accepting.tokens().revoke(tokens)).isInstanceOf(ValidationException.class);
        assertThat(ehr.requests(Endpoint.REVOKE)).isEmpty();
    }

    private static Map<String, Function<SmartClient, FhirClient>> kinds() {
        return Map.of("java.net.http", JdkFhirClient::new, "Jakarta REST", RestFhirClient::new);
    }

    private static List<String> authorizationHeaders(SandboxServer server) {
        return server.requests(Endpoint.OTHER).stream()
                .map((RecordedRequest request) -> request.header("authorization"))
                .toList();
    }
}
