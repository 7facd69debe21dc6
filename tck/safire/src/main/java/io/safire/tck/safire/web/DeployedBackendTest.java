package io.safire.tck.safire.web;

import static io.safire.tck.safire.deployed.DeployedApplication.JOB;
import static io.safire.tck.safire.deployed.DeployedApplication.PORTAL;
import static io.safire.tck.safire.deployed.DeployedApplication.SECRET;
import static io.safire.tck.safire.deployed.DeployedApplication.server;
import static io.safire.tck.safire.deployed.ErrorPageAssertions.assertShown;
import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.browser.CookieBrowser;
import io.safire.tck.browser.Hop;
import io.safire.tck.browser.Navigation;
import io.safire.tck.safire.deployed.DeployedApplication;
import io.safire.tck.support.TestKeys;
import java.net.URI;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Backend services of the application of {@link DeployedApplicationTest}, started over HTTP. */
@SharedApplication("deployed")
@Tag("web")
@ArquillianTest
public class DeployedBackendTest {

    private static final DeployedApplication APPLICATION = DeployedApplication.withLibrary();

    private final CookieBrowser browser = APPLICATION.browser();

    @Deployment(testable = false)
    static WebArchive application() {
        return APPLICATION.archive();
    }

    @BeforeEach
    void reset() {
        DeployedApplication.reset();
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/295",
                "smart-2.2.0/301",
                "smart-2.2.0/302",
                "smart-2.2.0/303",
                "smart-2.2.0/313",
                "smart-2.2.0/314"
            })
    void publishesJwksThatServerVerifiesWith() {
        URI keySet = APPLICATION.https("smart/jwks/" + JOB);
        assertThat(job(keySet)).isEqualTo("200 done");
        assertThat(job(APPLICATION.https("smart/jwks/" + PORTAL)))
                .startsWith("502")
                .contains("invalid_client");
        Hop document = APPLICATION.browser().navigate(Navigation.to(keySet)).last();
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.header("content-type")).startsWith("application/json");
        assertThat(document.header("cache-control")).matches("public, max-age=[1-9]\\d*");
        assertThat(document.body()).contains("\"kid\":\"rsa-1\"").doesNotContain("\"d\":", "PRIVATE");
        assertThat(document.setCookies()).isEmpty();
        assertEach(List.of(PORTAL, "unknown"), none -> {
            Hop missing = browser.navigate(Navigation.to(APPLICATION.https("smart/jwks/" + none)))
                    .last();
            assertShown(missing, 404);
        });
    }

    @Test
    void signsWithKeyOfOneRequest() {
        registerJobKeys();
        assertThat(post("job/other-key")).isEqualTo("200 done");
        assertThat(post("job")).isEqualTo("200 done");
        assertThat(signingKeys()).containsExactly("ES384 ec-1", "RS384 rsa-1");
    }

    @Test
    void signsByCallbackOfOneRequest() {
        registerJobKeys();
        assertThat(post("job/signer")).isEqualTo("200 done");
        assertThat(post("job")).isEqualTo("200 done");
        assertThat(signingKeys()).containsExactly("ES384 ec-1", "RS384 rsa-1");
    }

    @Test
    void sendsSecretInFormOnlyWhereConfigured() {
        SandboxServer server = server(SECRET);
        server.patchMetadata(SandboxJson.createObjectBuilder()
                .add(
                        "token_endpoint_auth_methods_supported",
                        SandboxJson.createArrayBuilder().add("client_secret_post"))
                .build());
        server.registerClient(SandboxClient.postClient("app-" + SECRET, CLIENT_SECRET, ""));
        assertThat(post("job/secret")).isEqualTo("200 done");
        server.registerClient(SandboxClient.secretClient("app-" + SECRET, CLIENT_SECRET, ""));
        assertThat(post("job/secret"))
                .startsWith("502 TokenException SAFIRE-")
                .contains("invalid_client")
                .doesNotContain(CLIENT_SECRET);
        assertThat(server.requests(Endpoint.INTROSPECT)).hasSize(2).allSatisfy(request -> {
            assertThat(request.parameter("client_secret")).isEqualTo(CLIENT_SECRET);
            assertThat(request.header("authorization")).isEmpty();
        });
    }

    @Test
    void returnsCachedTokenFromAsynchronousResource() {
        SandboxServer server = server(JOB);
        server.script(Endpoint.TOKEN, ScriptedResponse.status(400));
        registerJobKeys();
        assertThat(post("job/async")).startsWith("502 TokenException SAFIRE-");
        String first = post("job/async");
        assertThat(first).startsWith("200 ");
        assertThat(post("job/async")).isEqualTo(first);
        assertThat(server.requests(Endpoint.TOKEN)).hasSize(2);
    }

    /** Runs the backend service against a server that fetches the keys of the client from the given URL. */
    private String job(URI keySet) {
        server(JOB).registerClient(SandboxClient.keyUrlClient("app-" + JOB, keySet.toString(), ""));
        return post("job");
    }

    private static void registerJobKeys() {
        server(JOB).registerClient(SandboxClient.keyClient("app-" + JOB, TestKeys.jwks(), ""));
    }

    private String post(String path) {
        Hop job = browser.navigate(Navigation.form(APPLICATION.https("chart"), APPLICATION.https(path)))
                .last();
        return job.status() + " " + job.body();
    }

    /** Returns algorithm and key id of the assertion of each token request. */
    private static List<String> signingKeys() {
        return server(JOB).requests(Endpoint.TOKEN).stream()
                .map(RecordedRequest::assertionHeader)
                .map(header -> header.getString("alg") + " " + header.getString("kid"))
                .toList();
    }
}
