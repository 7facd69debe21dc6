package io.safire.tck.area.configuration;

import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.inject.ApplicationServerSource;
import io.safire.tck.inject.InjectedSourceClient;
import io.safire.tck.inject.TenantSettings;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.SafireMessage;
import io.safire.tck.support.TckArchive;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.SmartLaunches;
import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Servers that a server source adds, changes and removes at run time. The deployment is separate, because a server
 * source changes the names of the servers, and allows injection points for servers that are not configured.
 */
@Tag("configuration")
@ArquillianTest
public class ServerSourceTest {

    @Inject
    SmartClients clients;

    @Inject
    InjectedSourceClient injectedClient;

    @Inject
    SmartLaunches launches;

    @Inject
    ApplicationServerSource source;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(ServerSourceTest.class)
                .with(ApplicationServerSource.class, InjectedSourceClient.class, TenantSettings.class)
                .server("source-configured", "public")
                .build();
    }

    @Test
    void launchesFromAddedServerAndRefusesRemovedOne() {
        SandboxServer ehr = resetServer("source-launch");
        String iss = ehr.fhirBase().toString();
        assertThatThrownBy(() -> clients.forLaunch(iss)).isInstanceOf(ValidationException.class);
        source.put("source-launch", TenantSettings.symmetric(ehr).build());
        assertThat(clients.names()).contains("source-launch", "source-configured");
        assertThat(clients.forLaunch(iss).name()).isEqualTo("source-launch");
        CookieJar browser = new CookieJar();
        LaunchRedirect started = start(browser);
        assertThat(launches.complete(authorize(ehr, started.request()), browser.cookies())
                        .tokens()
                        .server())
                .isEqualTo("source-launch");
        LaunchRedirect pending = start(browser);
        source.remove("source-launch");
        assertThatThrownBy(() -> clients.forLaunch(iss)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> launches.start(LaunchRequest.ehr(iss, "opaque-launch")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> launches.complete(authorize(ehr, pending.request()), browser.cookies()))
                .isInstanceOf(ValidationException.class)
                .satisfies(SafireMessage.coded("SAFIRE-1104"));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(clients.names()).doesNotContain("source-launch").contains("source-configured");
    }

    @Test
    void injectedClientFollowsServer() {
        SandboxServer ehr = resetServer("source-injected");
        SandboxServer other = resetServer("source-injected-other");
        SmartClient injected = injectedClient.client();
        assertRefused(injected);
        source.put("source-injected", TenantSettings.backend(ehr).build());
        AccessToken token = injected.accessToken();
        assertThat(injected.accessToken()).isEqualTo(token);
        source.put("source-injected", TenantSettings.backend(other).build());
        assertThat(injected.accessToken()).isNotEqualTo(token);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(other.requests(Endpoint.TOKEN)).hasSize(1);
        source.remove("source-injected");
        assertRefused(injected);
        assertThat(other.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void refusesStoredTokensOfRemovedServer() {
        SandboxServer ehr = resetServer("source-user");
        source.put("source-user", TenantSettings.symmetric(ehr).build());
        SmartClient client = clients.client("source-user");
        ManagedTokens user = client.userTokens().store("session-1", launch(client, ehr));
        assertThat(user.accessToken().value()).isNotBlank();
        source.remove("source-user");
        assertThatThrownBy(user::accessToken).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(client::userTokens).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void unusableSettingsAffectOnlyTheirServer() {
        SandboxServer ehr = resetServer("source-usable");
        source.put("source-usable", TenantSettings.backend(ehr).build());
        source.put(
                "source-unusable",
                TenantSettings.backend(ehr).set("read-timeout", "15").build());
        assertThatThrownBy(() -> clients.client("source-unusable"))
                .isInstanceOfSatisfying(ConfigurationException.class, failure -> {
                    assertThat(failure.server()).contains("source-unusable");
                    assertThat(failure.invalidAttribute()).contains("read_timeout");
                });
        assertThat(clients.client("source-usable").accessToken().value()).isNotBlank();
        source.put("source-unusable", TenantSettings.backend(ehr).build());
        assertThat(clients.client("source-unusable").accessToken().value()).isNotBlank();
        source.remove("source-usable");
        source.remove("source-unusable");
    }

    private LaunchRedirect start(CookieJar browser) {
        LaunchRedirect started = launches.start(LaunchRequest.standalone("source-launch"));
        browser.receive(started.response().header("Set-Cookie"));
        return started;
    }

    private static void assertRefused(SmartClient client) {
        assertThatThrownBy(client::accessToken)
                .isInstanceOfSatisfying(ConfigurationException.class, failure -> assertThat(failure.server())
                        .contains("source-injected"));
    }
}
