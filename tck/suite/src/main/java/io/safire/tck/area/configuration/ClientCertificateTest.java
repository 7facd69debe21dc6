package io.safire.tck.area.configuration;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.NetworkException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.ClientCertificateSetup;
import io.safire.tck.support.TckArchive;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that require a client certificate (mutual TLS), with TLS 1.2 and TLS 1.3. */
@SharedApplication("transport")
@Tag("configuration")
@ArquillianTest
public class ClientCertificateTest {

    private static final Map<String, String> VERSIONS = Map.of("12", "TLSv1.2", "13", "TLSv1.3");
    private static final Scopes BACKEND = Scopes.parse("system/*.rs");

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = ClientCertificateSetup.addKeyStores(
                TckArchive.of(ClientCertificateTest.class).withAuthority());
        VERSIONS.forEach((version, protocol) -> {
            ClientCertificateSetup.addServer(archive, "known-" + version, protocol)
                    .set("known-" + version, "key-store.location", ClientCertificateSetup.TRUSTED)
                    .set("known-" + version, "key-store.password", ClientCertificateSetup.PASSWORD);
            ClientCertificateSetup.addServer(archive, "unknown-" + version, protocol)
                    .set("unknown-" + version, "key-store.location", ClientCertificateSetup.UNTRUSTED)
                    .set("unknown-" + version, "key-store.password", ClientCertificateSetup.PASSWORD);
            ClientCertificateSetup.addServer(archive, "without-" + version, protocol);
            for (String refused : List.of("unknown-" + version, "without-" + version)) {
                // with both endpoints set, the client sends token requests without discovery
                archive.setUrl(refused, "authorization-endpoint", refused, "/auth/authorize")
                        .setUrl(refused, "token-endpoint", refused, "/auth/token");
            }
        });
        return ClientCertificateSetup.addServer(archive, "open", "TLSv1.3")
                .set("open", "key-store.location", ClientCertificateSetup.EMPTY_PASSWORD)
                .build();
    }

    /**
     * A request with a code or a refresh token uses a new connection, and a client credentials request uses a pooled
     * connection.
     */
    @Test
    @Assertion(id = "smart-2.2.0/230")
    void presentsClientCertificateOnEveryConnection() {
        for (String version : VERSIONS.keySet()) {
            SandboxServer ehr = resetServer("known-" + version);
            SmartClient client = clients.client("known-" + version);
            assertThatCode(() -> requestTokens(client, ehr)).doesNotThrowAnyException();
            assertThat(ehr.requests(Endpoint.TOKEN))
                    .extracting(request -> request.parameter("grant_type"))
                    .containsExactly("authorization_code", "refresh_token", "client_credentials");
            for (Endpoint endpoint : List.of(Endpoint.SMART_CONFIGURATION, Endpoint.JWKS, Endpoint.TOKEN)) {
                assertThat(ehr.requests(endpoint))
                        .as(version + " " + endpoint)
                        .isNotEmpty()
                        .extracting(RecordedRequest::clientCertificate)
                        .containsOnly(ClientCertificateSetup.SUBJECT);
            }
        }
    }

    @Test
    void opensKeyStoreWithoutPassword() {
        SandboxServer ehr = resetServer("open");
        SmartClient client = clients.client("open");
        assertThatCode(() -> requestTokens(client, ehr)).doesNotThrowAnyException();
        assertThat(ehr.requests(Endpoint.TOKEN))
                .hasSize(3)
                .extracting(RecordedRequest::clientCertificate)
                .containsOnly(ClientCertificateSetup.SUBJECT);
    }

    private static void requestTokens(SmartClient client, SandboxServer ehr) {
        client.refresh(RefreshRequest.of(launch(client, ehr)));
        client.requestToken(BACKEND);
    }

    @Test
    void suggestsKeyStoreLocationWhenNotSet() {
        assertEach(VERSIONS.keySet(), version -> {
            assertRejected(
                    "without-" + version,
                    "If the server requires a client certificate, set safire.without-" + version
                            + ".key-store.location");
        });
    }

    @Test
    void namesKeyStoreSettingWhenServerRejectsCertificate() {
        assertEach(VERSIONS.keySet(), version -> {
            assertRejected(
                    "unknown-" + version,
                    "the client certificate in safire.unknown-" + version + ".key-store.location");
        });
    }

    /**
     * Asserts that three requests fail: a GET request, a POST request on a pooled connection, and a POST request on a
     * connection of its own.
     */
    private void assertRejected(String name, String remedy) {
        SandboxServer ehr = resetServer(name);
        SmartClient client = clients.client(name);
        Map<String, Runnable> calls = Map.of(
                "metadata", client::metadata,
                "token request", () -> client.requestToken(BACKEND),
                "refresh", () -> client.refresh(RefreshRequest.of("some-refresh-token")));
        assertEach(calls, call -> assertThatThrownBy(call::run)
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("safire." + name + ".key-store.location")
                .satisfies(saying("HTTP request failed: ", remedy))
                .hasMessageNotContaining("trust-store")
                .hasMessageNotContaining(ClientCertificateSetup.PASSWORD));
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }
}
