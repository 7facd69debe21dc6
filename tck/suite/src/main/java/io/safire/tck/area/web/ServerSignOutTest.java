package io.safire.tck.area.web;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.Finding;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.tck.web.RecordingLaunchHandler;
import io.safire.tck.web.SharedLaunchStore;
import io.safire.token.RefreshRequest;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import io.safire.web.SmartEndpoints;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of the user's session at the server (OpenID Connect RP-Initiated Logout 1.0) after a sign-out. */
@SharedApplication("stores")
@Tag("web")
@ArquillianTest
public class ServerSignOutTest {

    private static final String USER = "session-1";
    private static final String SIGNED_OUT = "https://app.example/smart/signed-out";

    @Inject
    SmartClients clients;

    @Inject
    SmartEndpoints endpoints;

    @Inject
    RecordingLaunchHandler handler;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(ServerSignOutTest.class)
                .with(RecordingLaunchHandler.class, SharedLaunchStore.class)
                .withJars("store");
        for (String name : List.of(
                "session",
                "session-left",
                "session-foreign",
                "session-http",
                "session-fragment",
                "session-issuer",
                "session-fixed")) {
            archive.server(name, "public")
                    .set(name, "post-logout-redirect-uri", SIGNED_OUT)
                    .set(name, "store-key", Base64.getEncoder().encodeToString(new byte[32]));
        }
        return archive.set("session-fixed", "end-session-endpoint", "http://localhost:1/bye?tenant=a")
                .server("session-kept", "public")
                .set("session-kept", "store-key", Base64.getEncoder().encodeToString(new byte[32]))
                .build();
    }

    @Test
    void sendsBrowserToServerAfterLocalSignOut() {
        SandboxServer ehr = resetServer("session");
        SmartClient client = clients.client("session");
        TokenResponse tokens = launch(client, ehr);
        client.userTokens().store(USER, tokens);
        WebResponse response = signOut(client);
        assertThat(response.status()).isEqualTo(303);
        URI location = URI.create(response.header("Location").get(0));
        assertThat(location.toString()).startsWith(ehr.endSessionEndpoint() + "?");
        Map<String, String> parameters = parameters(location);
        assertThat(parameters)
                .containsOnlyKeys("id_token_hint", "client_id", "post_logout_redirect_uri", "state")
                .containsEntry("id_token_hint", tokens.idToken().orElseThrow())
                .containsEntry("client_id", "app-session")
                .containsEntry("post_logout_redirect_uri", SIGNED_OUT);
        assertThat(parameters.get("state")).hasSizeGreaterThanOrEqualTo(22);
        assertThat(client.userTokens().find(USER)).isEmpty();
        assertThat(ehr.requests(Endpoint.REVOKE)).hasSize(2);
        assertThat(ehr.requests(Endpoint.END_SESSION)).isEmpty();
    }

    @Test
    void returnsToTargetOnlyWithStateOfBrowser() {
        SandboxServer ehr = resetServer("session");
        SmartClient client = clients.client("session");
        client.userTokens().store(USER, launch(client, ehr));
        CookieJar browser = new CookieJar();
        WebResponse response = signOut(client);
        browser.receive(response.header("Set-Cookie"));
        String state = state(response);
        CookieJar other = new CookieJar();
        client.userTokens().store(USER, launch(client, ehr));
        WebResponse otherResponse = signOut(client);
        other.receive(otherResponse.header("Set-Cookie"));
        assertThat(state(otherResponse)).isNotEqualTo(state);
        assertRedirect(signedOut(state, new CookieJar()), "/");
        assertRedirect(signedOut(state, other), "/");
        assertRedirect(signedOut("unknown-state-0000000000", browser), "/");
        WebResponse back = signedOut(state, browser);
        assertRedirect(back, "/bye");
        browser.receive(back.header("Set-Cookie"));
        assertThat(browser.names()).isEmpty();
    }

    @Test
    void rejectsOtherHttpMethodsAfterSignOut() {
        assertEach(List.of("POST", "HEAD"), method -> assertThat(endpoints
                        .signedOut(new WebRequest(method, Map.of(), Map.of()))
                        .status())
                .isEqualTo(405));
    }

    @Test
    void leavesSessionOpenWithoutSetting() {
        SandboxServer ehr = resetServer("session-kept");
        SmartClient client = clients.client("session-kept");
        client.userTokens().store(USER, launch(client, ehr));
        assertRedirect(signOut(client), "/bye");
        client.userTokens().store(USER, launch(client, ehr));
        SignOut signOut = client.userTokens().signOut(USER);
        assertThat(signOut.endSessionUri()).isEmpty();
        assertThat(signOut.findings()).isEmpty();
        assertThat(client.userTokens().find(USER)).isEmpty();
    }

    @Test
    void signsOutLocallyWithoutUsableEndSessionEndpoint() {
        SandboxServer ehr = resetServer("session-left");
        SmartClient client = clients.client("session-left");
        ehr.script(
                Endpoint.OPENID_CONFIGURATION,
                ScriptedResponse.normal()
                        .body(
                                "application/json",
                                SandboxJson.createObjectBuilder()
                                        .add("issuer", ehr.issuer().toString())
                                        .add("jwks_uri", ehr.issuer() + "/jwks")
                                        .build()
                                        .toString()));
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .addNull("end_session_endpoint")
                .build());
        TokenResponse tokens = launch(client, ehr);
        client.userTokens().store(USER, tokens);
        SignOut signOut = client.userTokens().signOut(USER);
        assertThat(signOut.endSessionUri()).isEmpty();
        assertThat(signOut.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.member()).contains("end_session_endpoint"))
                .extracting(Finding::message)
                .satisfies(saying("end_session_endpoint"))
                .asString()
                .doesNotContain(tokens.idToken().orElseThrow());
        assertThat(client.userTokens().find(USER)).isEmpty();
        assertThat(ehr.requests(Endpoint.REVOKE)).hasSize(2);
    }

    @Test
    void sendsNoIdTokenToUnusableEndpoint() {
        Map<String, String> unusable = Map.of(
                "session-foreign", "https://attacker.example/logout",
                "session-http", "http://as.hospital.example/logout",
                "session-fragment", resetServer("session-fragment").endSessionEndpoint() + "#y");
        unusable.forEach((name, endpoint) -> {
            SandboxServer ehr = resetServer(name);
            ehr.patchMetadata(SandboxJson.createObjectBuilder()
                    .add("end_session_endpoint", endpoint)
                    .build());
            SmartClient client = clients.client(name);
            client.userTokens().store(USER, launch(client, ehr));
            SignOut signOut = client.userTokens().signOut(USER);
            assertThat(signOut.endSessionUri()).as(name).isEmpty();
            assertThat(signOut.findings())
                    .as(name)
                    .extracting(finding -> finding.member().orElse(""))
                    .containsExactly("end_session_endpoint");
        });
    }

    @Test
    void readsEndpointFromOpenidConfiguration() {
        SandboxServer ehr = resetServer("session-issuer");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("end_session_endpoint", JsonValue.NULL)
                .build());
        SmartClient client = clients.client("session-issuer");
        client.userTokens().store(USER, launch(client, ehr));
        assertThat(client.userTokens().signOut(USER).endSessionUri().orElseThrow())
                .asString()
                .startsWith(ehr.endSessionEndpoint() + "?");
    }

    @Test
    void prefersConfiguredEndpoint() {
        SandboxServer ehr = resetServer("session-fixed");
        SmartClient client = clients.client("session-fixed");
        client.userTokens().store(USER, launch(client, ehr));
        URI uri = client.userTokens().signOut(USER).endSessionUri().orElseThrow();
        assertThat(uri.toString()).startsWith("http://localhost:1/bye?tenant=a&");
    }

    @Test
    void keepsIdTokenAfterRefresh() {
        SandboxServer ehr = resetServer("session");
        SmartClient client = clients.client("session");
        TokenResponse tokens = launch(client, ehr);
        TokenResponse refreshed = client.refresh(RefreshRequest.of(client.refresh(RefreshRequest.of(tokens))));
        assertThat(refreshed.members()).doesNotContainKey("id_token");
        client.userTokens().store(USER, refreshed);
        URI uri = client.userTokens().signOut(USER).endSessionUri().orElseThrow();
        assertThat(parameters(uri))
                .containsEntry("id_token_hint", tokens.idToken().orElseThrow());
        SandboxServer kept = resetServer("session-kept");
        SmartClient other = clients.client("session-kept");
        TokenResponse forgotten = other.refresh(RefreshRequest.of(launch(other, kept)));
        assertThat(forgotten.idToken()).isEmpty();
        assertThat(forgotten.identity()).isPresent();
    }

    @Test
    void registersPostLogoutRedirectUri() {
        assertThat(clients.client("session")
                        .registration()
                        .configuredMetadata()
                        .members()
                        .getJsonArray("post_logout_redirect_uris"))
                .singleElement()
                .isEqualTo(SandboxJson.createValue(SIGNED_OUT));
        assertThat(clients.client("session-kept")
                        .registration()
                        .configuredMetadata()
                        .members())
                .doesNotContainKey("post_logout_redirect_uris");
    }

    @Test
    void omitsVeryLongIdToken() {
        SandboxServer ehr = resetServer("session");
        ehr.setIdTokenPlan(IdTokenPlan.normal().padding(5_000));
        SmartClient client = clients.client("session");
        client.userTokens().store(USER, launch(client, ehr));
        URI uri = client.userTokens().signOut(USER).endSessionUri().orElseThrow();
        assertThat(parameters(uri)).doesNotContainKey("id_token_hint").containsEntry("client_id", "app-session");
    }

    private WebResponse signOut(SmartClient client) {
        handler.signOutNext(() -> client.userTokens().signOut(USER));
        return endpoints.signOut(new WebRequest("POST", Map.of(), Map.of()));
    }

    private WebResponse signedOut(String state, CookieJar browser) {
        return endpoints.signedOut(
                new WebRequest("GET", Map.of("state", List.of(state)), Map.of("Cookie", List.of(browser.header()))));
    }

    private static void assertRedirect(WebResponse response, String target) {
        assertThat(response.status()).isEqualTo(303);
        assertThat(response.header("Location")).containsExactly(target);
    }

    private static String state(WebResponse response) {
        return parameters(URI.create(response.header("Location").get(0))).get("state");
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : uri.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
