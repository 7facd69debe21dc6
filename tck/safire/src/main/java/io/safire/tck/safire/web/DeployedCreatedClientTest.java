package io.safire.tck.safire.web;

import static io.safire.tck.safire.deployed.DeployedApplication.TENANT;
import static io.safire.tck.safire.deployed.DeployedApplication.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxClient;
import io.safire.tck.SharedApplication;
import io.safire.tck.browser.CookieBrowser;
import io.safire.tck.browser.Hop;
import io.safire.tck.browser.Navigation;
import io.safire.tck.safire.deployed.DeployedApplication;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-in of users over HTTP with a client that the application of {@link DeployedApplicationTest} creates in code. */
@SharedApplication("deployed")
@Tag("web")
@ArquillianTest
public class DeployedCreatedClientTest {

    private static final DeployedApplication APPLICATION = DeployedApplication.withLibrary();

    private final CookieBrowser browser = APPLICATION.browser();

    @Deployment(testable = false)
    static WebArchive application() {
        return APPLICATION.archive();
    }

    @BeforeEach
    void reset() {
        DeployedApplication.reset();
        String redirectUri = APPLICATION.http("tenant/callback").toString();
        server(TENANT).registerClient(SandboxClient.publicClient("app-" + TENANT, redirectUri));
    }

    @Test
    void signsUserIn() {
        Hop page = browser.navigate(signIn()).last();
        assertThat(page.status() + " " + page.body()).startsWith("200 tenant pat-");
        assertThat(server(TENANT).requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void rejectsAuthorizationResponseOfOtherBrowser() {
        URI callback = pending(browser);
        CookieBrowser other = APPLICATION.browser();
        pending(other);
        Hop page = other.navigate(Navigation.to(callback)).last();
        assertThat(page.status() + " " + page.body())
                .startsWith("502 ValidationException SAFIRE-")
                .contains("state");
        assertThat(server(TENANT).requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void createsClientAgainAfterClose() {
        URI close = APPLICATION.http("tenant/close");
        Hop closed = browser.navigate(Navigation.form(APPLICATION.http("tenant"), close))
                .last();
        assertThat(closed.status() + " " + closed.body()).startsWith("200 SAFIRE-1811 tenant: ");
        assertThat(browser.navigate(signIn()).last().status()).isEqualTo(200);
    }

    private static Navigation signIn() {
        return Navigation.to(APPLICATION.http("tenant"));
    }

    /** Stops before the request to the redirect URI, and returns that URI with its query. */
    private static URI pending(CookieBrowser browser) {
        return URI.create(browser.navigate(signIn(), url -> !url.getPath().endsWith("tenant/callback"))
                .last()
                .header("location"));
    }
}
