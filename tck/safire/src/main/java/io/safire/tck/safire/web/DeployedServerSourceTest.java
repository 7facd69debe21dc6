package io.safire.tck.safire.web;

import static io.safire.tck.safire.deployed.DeployedApplication.CUSTOMER;
import static io.safire.tck.safire.deployed.DeployedApplication.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.browser.CookieBrowser;
import io.safire.tck.browser.Hop;
import io.safire.tck.browser.Navigation;
import io.safire.tck.safire.deployed.DeployedApplication;
import io.safire.tck.support.TestKeys;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A server of a server source, over HTTP. The deployment is separate, because a server source changes the names of the
 * servers.
 */
@Tag("web")
@ArquillianTest
public class DeployedServerSourceTest {

    private static final DeployedApplication APPLICATION = DeployedApplication.withServerSource();

    private final CookieBrowser browser = APPLICATION.browser();

    @Deployment(testable = false)
    static WebArchive application() {
        return APPLICATION.archiveWithServerSource();
    }

    @BeforeEach
    void reset() {
        server(CUSTOMER).reset();
        change("removed");
    }

    @Test
    void publishesKeysWithWhichServerVerifies() {
        URI keySet = APPLICATION.https("smart/jwks/" + CUSTOMER);
        assertThat(get(keySet).status()).isEqualTo(404);
        change("added");
        Hop document = get(keySet);
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.body()).contains("\"kid\":\"ec-1\"").doesNotContain("\"d\":", "PRIVATE");
        server(CUSTOMER).registerClient(SandboxClient.keyUrlClient("app-" + CUSTOMER, keySet.toString(), ""));
        assertThat(patient()).startsWith("200 ");
        change("removed");
        assertThat(get(keySet).status()).isEqualTo(404);
    }

    @Test
    void sendsManagedTokenWhileServerExists() {
        SandboxServer ehr = server(CUSTOMER);
        ehr.registerClient(SandboxClient.keyClient("app-" + CUSTOMER, TestKeys.jwks(), ""));
        assertThat(patient()).startsWith("502 ").contains("SAFIRE-2402");
        assertThat(ehr.requests(Endpoint.FHIR)).isEmpty();
        change("added");
        assertThat(patient()).startsWith("200 ").contains("pat-1");
        assertThat(ehr.requests(Endpoint.FHIR)).singleElement().satisfies(request -> assertThat(
                        request.header("authorization"))
                .startsWith("Bearer "));
        change("removed");
        assertThat(patient()).startsWith("502 ").contains("SAFIRE-2402");
        assertThat(ehr.requests(Endpoint.FHIR)).hasSize(1);
    }

    @Test
    void readinessListsExistingServersOnly() {
        assertThat(readiness()).contains("up=true").doesNotContain(CUSTOMER);
        change("added");
        assertThat(readiness()).contains("up=true", CUSTOMER + ".keys=usable");
        change("removed");
        assertThat(readiness()).contains("up=true").doesNotContain(CUSTOMER);
    }

    private void change(String path) {
        URI target = APPLICATION.http("customer/" + path);
        Hop changed = browser.navigate(Navigation.form(APPLICATION.http("customer"), target))
                .last();
        assertThat(changed.status()).isEqualTo(204);
    }

    private String patient() {
        Hop page = get(APPLICATION.http("customer/patient"));
        return page.status() + " " + page.body();
    }

    private String readiness() {
        return get(APPLICATION.http("customer/readiness")).body();
    }

    private Hop get(URI target) {
        return browser.navigate(Navigation.to(target)).last();
    }
}
