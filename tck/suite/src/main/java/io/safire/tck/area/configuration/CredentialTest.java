package io.safire.tck.area.configuration;

import static io.safire.tck.inject.ApplicationCredentialSource.WRONG_SECRET;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.TokenException;
import io.safire.key.PublishedKey;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.SharedApplication;
import io.safire.tck.inject.ApplicationCredentialSource;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.SmartLaunches;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Credentials of a single call and of the credential source of an application, errors that describe the credential that
 * was sent, and client assertions for endpoints of the application.
 */
@SharedApplication("protocol")
@Tag("configuration")
@ArquillianTest
public class CredentialTest {

    private static final String UNKNOWN_TOKEN = "token-that-no-server-issued";

    @Inject
    SmartClients clients;

    @Inject
    SmartLaunches launches;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(CredentialTest.class)
                .with(ApplicationCredentialSource.class)
                .server("given-secret", "confidential-symmetric")
                .set("given-secret", "client-secret", CLIENT_SECRET)
                .server("given-key", "confidential-asymmetric")
                .set("given-key", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("given-key", "kid", "rsa-1")
                .set("given-key", "assertion-audience", "https://as.example/token");
        for (String name : List.of("vault", "vault-wrong", "vault-blank", "vault-broken")) {
            archive.server(name, "confidential-symmetric");
        }
        return archive.build();
    }

    @Test
    void describesSecretOfCallInEachRequest() {
        SandboxServer ehr = resetServer("given-secret");
        SmartClient client = clients.client("given-secret");
        TokenResponse tokens = launch(client, ehr);
        TokenRequests requests = client.with(Credential.secret("wrong-secret+2"));
        Map<String, ThrowingCallable> calls = Map.of(
                "exchange", () -> exchange(client, requests, ehr),
                "refresh", () -> requests.refresh(RefreshRequest.of(tokens)),
                "introspect", () -> requests.tokens().introspect(UNKNOWN_TOKEN),
                "revoke", () -> requests.tokens().revoke(tokens));
        calls.forEach((name, call) -> assertThatThrownBy(call)
                .as(name)
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("safire.given-secret.client-secret-encoding")
                .satisfies(saying(
                        "The client secret (of this call)", "Try safire.given-secret.client-secret-encoding=raw"))
                .hasMessageNotContaining("safire.given-secret.client-secret)")
                .hasMessageNotContaining("wrong-secret+2"));
        assertThatThrownBy(() -> client.with(Credential.secret("plain-wrong-secret"))
                        .tokens()
                        .introspect(UNKNOWN_TOKEN))
                .satisfies(saying("client secret (of this call)"))
                .hasMessageNotContaining("safire.given-secret.client-secret");
    }

    @Test
    void describesKeyAndKidOfCall() throws GeneralSecurityException {
        SandboxServer ehr = resetServer("given-key");
        SmartClient client = clients.client("given-key");
        PublishedKey configured = client.jwks().keys().get(0);
        String thumbprint = configured.thumbprint();
        assertThat(thumbprint).isEqualTo(thumbprint(configured.jwk()));
        assertThatThrownBy(() -> exchange(client, client.with(Credential.kid("of-the-call")), ehr))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("of-the-call")
                .hasMessageContaining(thumbprint)
                .hasMessageContaining("safire.given-key.private-key")
                .satisfies(saying(
                        "kid of-the-call (of this call)",
                        "thumbprint " + thumbprint,
                        "public key (safire.given-key.private-key)"));
        PrivateKey other = TestKeys.generateEc().getPrivate();
        assertThatThrownBy(() -> exchange(client, client.with(Credential.key(other, "of-the-call")), ehr))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("of-the-call")
                .satisfies(saying("kid of-the-call (of this call)", "public key (of this call)"))
                .hasMessageNotContaining(thumbprint)
                .hasMessageNotContaining("safire.given-key.private-key")
                .hasMessageNotContaining("safire.given-key.kid");
        assertThatThrownBy(() -> launch(client, ehr))
                .as("the configured audience is wrong")
                .hasMessageContaining("rsa-1")
                .hasMessageContaining("safire.given-key.kid")
                .hasMessageContaining(thumbprint)
                .satisfies(saying("kid rsa-1 (safire.given-key.kid)", "thumbprint " + thumbprint));
    }

    @Test
    @SuppressWarnings("NullAway")
    void sendsNothingWithBlankOrMissingCredential() {
        SandboxServer symmetric = resetServer("given-secret");
        SandboxServer asymmetric = resetServer("given-key");
        List<Map.Entry<Credential, String>> unusable = List.of(
                Map.entry(Credential.secret(""), "given-secret"),
                Map.entry(Credential.secret(" "), "given-secret"),
                Map.entry(Credential.secret(null), "given-secret"),
                Map.entry(Credential.key(""), "given-key"),
                Map.entry(Credential.key("x", " "), "given-key"),
                Map.entry(Credential.key((PrivateKey) null, "k"), "given-key"),
                Map.entry(Credential.signer("k", "ES384", null), "given-key"),
                Map.entry(Credential.signer(" ", "ES384", input -> input), "given-key"),
                Map.entry(Credential.kid(null), "given-key"),
                Map.entry(Credential.kid("k"), "given-secret"),
                Map.entry(Credential.secret("s"), "given-key"));
        unusable.forEach(credential -> assertThatThrownBy(() -> clients.client(credential.getValue())
                        .with(credential.getKey())
                        .tokens()
                        .introspect(UNKNOWN_TOKEN))
                .as(credential.toString())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire." + credential.getValue() + ".client-type")
                .satisfies(saying("of this call cannot be used: ")));
        assertThatThrownBy(() -> clients.client("given-key").with(null))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(saying("it is null"));
        assertThat(symmetric.requests(Endpoint.INTROSPECT)).isEmpty();
        assertThat(asymmetric.requests(Endpoint.INTROSPECT)).isEmpty();
    }

    @Test
    void completesLaunchWithCredentialOfSource() {
        SandboxServer ehr = resetServer("vault");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = start(browser, "vault");
        TokenResponse tokens = launches.complete(authorize(ehr, started.request()), browser.cookies())
                .tokens();
        SmartClient client = clients.client("vault");
        assertThat(client.refresh(RefreshRequest.of(tokens)).accessToken().value())
                .isNotBlank();
        assertThat(client.tokens().introspect(UNKNOWN_TOKEN).isActive()).isFalse();
        assertThatThrownBy(() ->
                        client.with(Credential.secret("of-the-call")).tokens().introspect(UNKNOWN_TOKEN))
                .satisfies(saying("the client secret (of this call)"));
    }

    @Test
    void namesCredentialSourceIfServerRejectsItsSecret() {
        SandboxServer ehr = resetServer("vault-wrong");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = start(browser, "vault-wrong");
        assertThatThrownBy(() -> launches.complete(authorize(ehr, started.request()), browser.cookies()))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining(ApplicationCredentialSource.class.getName())
                .satisfies(saying("the client secret (of the CredentialSource "
                        + ApplicationCredentialSource.class.getName() + ")"))
                .hasMessageNotContaining("safire.vault-wrong.client-secret")
                .hasMessageNotContaining(WRONG_SECRET);
    }

    @Test
    void sendsNothingIfCredentialSourceIsUnusable() {
        Map<String, String> reasons = Map.of(
                "vault-blank", "it is blank", "vault-broken", "the source threw java.lang.IllegalStateException");
        assertEach(reasons.keySet(), name -> {
            String reason = reasons.get(name);
            SandboxServer ehr = resetServer(name);
            CookieJar browser = new CookieJar();
            LaunchRedirect started = start(browser, name);
            assertThatThrownBy(() -> launches.complete(authorize(ehr, started.request()), browser.cookies()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(ApplicationCredentialSource.class.getName())
                    .satisfies(saying(
                            "of the CredentialSource " + ApplicationCredentialSource.class.getName() + " cannot",
                            reason))
                    .hasMessageNotContaining("1234");
            assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        });
    }

    @Test
    void signsAssertionForEndpointOfApplication() {
        SmartClient client = clients.client("given-key");
        URI endpoint = URI.create("https://exports.example/start");
        String assertion = client.clientAssertion(endpoint);
        assertThat(part(assertion, 0)).contains("\"kid\":\"rsa-1\"", "\"typ\":\"JWT\"");
        assertThat(part(assertion, 1))
                .contains("\"aud\":\"https://exports.example/start\"", "\"iss\":\"app-given-key\"", "\"jti\":");
        assertThat(part(client.with(Credential.kid("of-the-call")).clientAssertion(endpoint), 0))
                .contains("\"kid\":\"of-the-call\"");
        assertThat(client.clientAssertion(endpoint)).isNotEqualTo(assertion);
        assertThatThrownBy(() -> clients.client("given-secret").clientAssertion(endpoint))
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> assertThat(thrown.missingAttributes())
                        .containsExactly("private_key", "kid"))
                .satisfies(saying("Configuration missing: private_key, kid"));
    }

    private LaunchRedirect start(CookieJar browser, String server) {
        LaunchRedirect started = launches.start(LaunchRequest.standalone(server));
        browser.receive(started.response().header("Set-Cookie"));
        return started;
    }

    private static void exchange(SmartClient client, TokenRequests requests, SandboxServer ehr) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        requests.exchange(request, authorize(ehr, request));
    }

    /** Computes the SHA-256 thumbprint of an RSA key (RFC 7638). */
    private static String thumbprint(JsonObject jwk) throws GeneralSecurityException {
        String members = "{\"e\":" + jwk.get("e") + ",\"kty\":\"RSA\",\"n\":" + jwk.get("n") + "}";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(members.getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static String part(String assertion, int index) {
        return new String(Base64.getUrlDecoder().decode(assertion.split("\\.")[index]), UTF_8);
    }
}
