package io.safire.tck.area.transport;

import static io.safire.tck.support.SafireMessage.coded;
import static io.safire.tck.support.SafireMessage.matching;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RawResponse;
import io.safire.sandbox.control.SandboxJson;
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
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** HTTPS, redirects and failed connections. */
@SharedApplication("transport")
@Tag("transport")
@ArquillianTest
public class TransportTest {

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(TransportTest.class)
                .with(Polling.class)
                .withAuthority()
                .httpsServer("tls", "public")
                .set("tls", "trust-store.location", "classpath:sandbox-ca.pem")
                .httpsServer("untrusted", "public")
                .httpsServer("downgrade", "public")
                .set("downgrade", "trust-store.location", "classpath:sandbox-ca.pem")
                .httpsServer("loopback", "public")
                .set("loopback", "trust-store.location", "classpath:sandbox-ca.pem")
                .set("loopback", "allow-insecure-localhost", "true")
                .httpsServer("plain-endpoint", "public")
                .set("plain-endpoint", "trust-store.location", "classpath:sandbox-ca.pem")
                .httpsServer("user-name", "public")
                .set("user-name", "trust-store.location", "classpath:sandbox-ca.pem")
                .httpsServer("plain-token", "public")
                .set("plain-token", "trust-store.location", "classpath:sandbox-ca.pem")
                .withoutMinimumMetadataLifetime("plain-token")
                .oldTlsServer("oldtls")
                .set("oldtls", "trust-store.location", "classpath:sandbox-ca.pem")
                .tricklingServer("trickling-handshake", true)
                .tricklingServer("trickling-record", false)
                .rawServer("octets", "public")
                .server("circle", "public")
                .endpointHosts(
                        "loopback", sandbox -> Stream.of(sandbox.open("circle").issuer()))
                .server("refused", "public")
                .set("refused", "base-url", "http://localhost:1/fhir")
                .server("unknown", "public")
                .set("unknown", "base-url", "https://fhir.hospital.invalid/r4")
                .server("slow", "public")
                .set("slow", "read-timeout", "PT1S")
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/318"})
    void completesLaunchOverTls() {
        SandboxServer ehr = resetServer("tls");
        assertThat(launch(clients.client("tls"), ehr).accessToken().value()).isNotBlank();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/230", "smart-2.2.0/232", "smart-2.2.0/318"})
    void rejectsTls11OfFhirServerAndTokenEndpoint() {
        SmartClient client = clients.client("oldtls");
        TokenRequests backend = client.with(Credential.key(TestKeys.pem(TestKeys.EC), "ec-1"));
        assertEach(
                Map.<String, Runnable>of(
                        "metadata",
                        client::metadata,
                        "refresh",
                        () -> client.refresh(RefreshRequest.of("some-refresh-token")),
                        "token request",
                        () -> backend.requestToken(Scopes.of("system/*.rs"))),
                call -> {
                    assertThatThrownBy(call::run)
                            .isInstanceOf(NetworkException.class)
                            // asserted here, because java.net.http closes the connection without a TLS alert to the
                            // server
                            .satisfies(saying("HTTP request failed: ", "protocol version TLS11"))
                            .hasMessageContaining("TLS")
                            .hasMessageContaining("safire.oldtls.trust-store.location");
                });
        SandboxServer newer = resetServer("tls");
        assertThat(launch(clients.client("tls"), newer).accessToken().value()).isNotBlank();
        assertThat(newer.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void endsRequestsWhenServerSendsTlsHandshakeByteByByte() {
        assertRequestsTimeOut("trickling-handshake");
    }

    @Test
    void endsRequestsWhenServerSendsTlsRecordByteByByte() {
        assertRequestsTimeOut("trickling-record");
    }

    /**
     * The server sends until the client closes the connection. The server stops after five minutes, long after the
     * timeouts of the client.
     */
    private void assertRequestsTimeOut(String name) {
        SmartClient client = clients.client(name);
        Map<String, Runnable> calls = Map.of(
                "metadata", client::metadata, "refresh", () -> client.refresh(RefreshRequest.of("some-refresh-token")));
        assertEach(calls, call -> assertThatThrownBy(call::run)
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("safire." + name)
                .satisfies(saying("HTTP request failed: ", "timed out")));
    }

    @Test
    void acceptsNonAsciiOctetsInResponseHead() {
        SandboxServer ehr = TckContext.sandbox().openRaw("octets");
        ehr.reset();
        String tokens = "{\"access_token\":\"of-raw\",\"token_type\":\"Bearer\",\"scope\":\"patient/*.rs\"}";
        String head =
                "HTTP/1.1 200 O\u0085K\u00a0\u00ff\r\nContent-Type: application/json\r\nX-Note: a\u0085b\u00a0c\u00ff\r\n";
        Map<String, String> responses = Map.of(
                "Content-Length",
                head + "Content-Length: " + tokens.length() + "\r\n\r\n" + tokens,
                "chunked",
                head + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(tokens.length()) + ";note=\u0085\r\n"
                        + tokens + "\r\n0\r\n\r\n");
        assertEach(responses, response -> {
            ehr.script(Endpoint.TOKEN, ScriptedResponse.raw(RawResponse.begin().send(response.getBytes(ISO_8859_1))));
            TokenResponse fresh = clients.client("octets").refresh(RefreshRequest.of("some-refresh-token"));
            assertThat(fresh.accessToken().value()).isEqualTo("of-raw");
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/232", "smart-2.2.0/318"})
    void rejectsCertificateOfUnknownAuthority() {
        SandboxServer ehr = resetServer("untrusted");
        assertThatThrownBy(() -> clients.client("untrusted").metadata())
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("safire.untrusted.trust-store.location")
                .satisfies(saying("HTTP request failed: "))
                .hasMessageNotContaining("key-store");
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/232"})
    void blocksRedirectFromHttpsToHttp() {
        SandboxServer ehr = resetServer("downgrade");
        ehr.script(
                Endpoint.SMART_CONFIGURATION,
                ScriptedResponse.redirect(URI.create("http://fhir.hospital.example/r4?secret=1")));
        assertThatThrownBy(() -> clients.client("downgrade").metadata())
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("http://fhir.hospital.example/r4")
                .satisfies(saying("Blocked redirect to non-HTTPS URL: http://fhir.hospital.example/r4"))
                .hasMessageNotContaining("allow-insecure-localhost")
                .hasMessageNotContaining("secret=1");
        SandboxServer plain = resetServer("circle");
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.redirect(plain.smartConfiguration()));
        assertThatThrownBy(() -> clients.client("downgrade").metadata())
                .hasMessageContaining("http://localhost")
                .hasMessageContaining("safire.downgrade.allow-insecure-localhost")
                .hasMessageContaining("safire.downgrade.endpoint-hosts")
                .satisfies(saying(
                        "Blocked redirect to non-HTTPS URL: http://localhost",
                        "safire.downgrade.allow-insecure-localhost=true"));
        assertThat(plain.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    void followsRedirectToLoopbackHttpIfAllowed() {
        SandboxServer ehr = resetServer("loopback");
        SandboxServer plain = resetServer("circle");
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.redirect(plain.smartConfiguration()));
        assertThat(clients.client("loopback").metadata().issuer())
                .contains(plain.issuer().toString());
    }

    @Test
    void stopsAfterFiveRedirects() {
        SandboxServer ehr = resetServer("circle");
        ScriptedResponse again = ScriptedResponse.redirect(ehr.smartConfiguration());
        ehr.script(Endpoint.SMART_CONFIGURATION, again, again, again, again, again, again, again);
        assertThatThrownBy(() -> clients.client("circle").metadata())
                .isInstanceOf(NetworkException.class)
                .satisfies(saying("Redirected more than 5 times"));
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(6);
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsMetadataEndpointWithoutHttps() {
        SandboxServer ehr = resetServer("plain-endpoint");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("token_endpoint", "http://as.hospital.example/token")
                .add("authorization_endpoint", "http://as.hospital.example/authorize")
                .build());
        assertThatThrownBy(() -> clients.client("plain-endpoint").authorize(Launch.standalone()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("authorization_endpoint")
                .hasMessageContaining("safire.plain-endpoint.authorization-endpoint")
                .satisfies(saying("authorization_endpoint must be https"));
        assertThat(clients.client("plain-endpoint").metadata().conformance())
                .anyMatch(finding -> finding.member().orElse("").equals("token_endpoint"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsMetadataEndpointWithUserName() {
        SandboxServer ehr = resetServer("user-name");
        String disguised = ehr.tokenEndpoint().toString().replace("//", "//user:hidden@");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("token_endpoint", disguised)
                .build());
        SmartClient client = clients.client("user-name");
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of("some-refresh-token")))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("token_endpoint")
                .satisfies(saying("token_endpoint must not contain a user name"))
                .hasMessageNotContaining("must be https")
                .hasMessageNotContaining("hidden");
        assertThat(client.metadata().conformance())
                .filteredOn(finding -> finding.member().orElse("").equals("token_endpoint"))
                .anySatisfy(coded("SAFIRE-0019"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void sendsNoCodeToLoopbackHttpWhenBaseUrlIsHttps() {
        SandboxServer plain = resetServer("circle");
        SmartClient client = clients.client("plain-token");
        SandboxServer secure = resetServer("plain-token");
        ScriptedResponse uncached = ScriptedResponse.normal().header("Cache-Control", "no-store");
        secure.script(Endpoint.SMART_CONFIGURATION, uncached, uncached, uncached);
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(secure, request);
        secure.patchMetadata(SandboxJson.createObjectBuilder()
                .add("token_endpoint", plain.tokenEndpoint().toString())
                .build());
        assertThatThrownBy(() -> client.authorize(Launch.standalone()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("token_endpoint")
                .satisfies(saying("token_endpoint must be https"));
        assertThatThrownBy(() -> client.exchange(request, response))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("token_endpoint")
                .hasMessageContaining("safire.plain-token.token-endpoint")
                .hasMessageContaining("safire.plain-token.allow-insecure-localhost")
                .satisfies(saying("token_endpoint must be https", "safire.plain-token.allow-insecure-localhost=true"));
        assertThat(plain.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/230", "smart-2.2.0/318"})
    void sendsNoTokenRequestToHttpEndpoint() {
        SandboxServer plain = resetServer("circle");
        SandboxServer secure = resetServer("plain-token");
        SmartClient client = clients.client("plain-token");
        TokenRequests backend = client.with(Credential.key(TestKeys.pem(TestKeys.EC), "ec-1"));
        assertEach(
                List.of(
                        "http://as.hospital.example/token",
                        plain.tokenEndpoint().toString()),
                endpoint -> {
                    secure.patchMetadata(SandboxJson.createObjectBuilder()
                            .add("token_endpoint", endpoint)
                            .build());
                    secure.script(
                            Endpoint.SMART_CONFIGURATION,
                            ScriptedResponse.normal().header("Cache-Control", "no-store"),
                            ScriptedResponse.normal().header("Cache-Control", "no-store"));
                    assertEach(
                            Map.<String, Runnable>of(
                                    "refresh",
                                    () -> client.refresh(RefreshRequest.of("some-refresh-token")),
                                    "token request",
                                    () -> backend.requestToken(Scopes.of("system/*.rs"))),
                            call -> {
                                assertThatThrownBy(call::run)
                                        .isInstanceOf(DiscoveryException.class)
                                        .hasMessageContaining("token_endpoint")
                                        .hasMessageContaining(endpoint)
                                        .satisfies(saying(
                                                "token_endpoint must be https, but was " + endpoint,
                                                "No request was sent to this URL"));
                            });
                });
        assertThat(plain.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void reportsRefusedConnection() {
        assertThatThrownBy(() -> clients.client("refused").metadata())
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("http://localhost:1/fhir/.well-known/smart-configuration")
                .satisfies(saying("HTTP request failed: Connection refused"))
                .satisfies(matching("curl -v http://localhost:1/fhir/\\.well-known/smart-configuration$"));
    }

    @Test
    void reportsUnknownHost() {
        assertThatThrownBy(() -> clients.client("unknown").metadata())
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("fhir.hospital.invalid")
                .satisfies(saying("HTTP request failed: Unknown host fhir.hospital.invalid"));
    }

    @Test
    void namesReadTimeoutSettingAfterTimeout() {
        SandboxServer ehr = resetServer("slow");
        ScriptedResponse held = ScriptedResponse.normal().hold();
        ehr.script(Endpoint.SMART_CONFIGURATION, held, held, held);
        assertThatThrownBy(() -> clients.client("slow").metadata())
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("safire.slow.read-timeout")
                .satisfies(saying("HTTP request failed: ", "timed out"))
                .hasMessageNotContaining("connect-timeout");
        // the last request may arrive after the client has timed out
        Polling.until(() -> ehr.requests(Endpoint.SMART_CONFIGURATION).size() >= 3);
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(3);
    }
}
