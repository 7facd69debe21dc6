package io.safire.tck.area.configuration;

import static io.safire.tck.support.TckContext.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.error.ValidationException;
import io.safire.tck.support.TckArchive;
import io.safire.tck.web.RecordingLaunchHandler;
import io.safire.web.LaunchRequest;
import io.safire.web.SmartEndpoints;
import io.safire.web.SmartLaunches;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Servers that {@code safire.servers} lists, one of them with its base URL in an environment variable. The application
 * has an unknown key, and starts because {@code safire.unknown-keys} is set to {@code
 * warn}. The class has its own application, because the list excludes the servers of other classes.
 */
@Tag("configuration")
@ArquillianTest
public class ListedServersTest {

    private static final String LISTED_SERVER = TckArchive.ENVIRONMENT_SERVER;

    /**
     * Names that are not in the list. The environment variable matches the first two names, and the configuration file
     * contains the third name.
     */
    private static final List<String> UNLISTED_SERVERS = List.of("FROMENV", "fromEnv", "other", "default", "Epic");

    @Inject
    SmartClients clients;

    @Inject
    SmartLaunches launches;

    @Inject
    SmartEndpoints endpoints;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(ListedServersTest.class)
                .with(RecordingLaunchHandler.class)
                .set("safire.servers", "epic, " + LISTED_SERVER)
                .set("safire.unknown-keys", "warn")
                .server("epic", "public")
                .set("epic", "scope", "system/Patient.rs")
                .server("other", "public")
                .set(LISTED_SERVER, "client-id", "app")
                .set(LISTED_SERVER, "redirect-uri", TckArchive.REDIRECT_URI)
                .set(LISTED_SERVER, "scopes", "launch/patient patient/Patient.rs")
                .set(LISTED_SERVER, "authorization-endpoint", "https://as.fromenv.example/authorize")
                .set(LISTED_SERVER, "token-endpoint", "https://as.fromenv.example/token")
                .build();
    }

    @Test
    void findsListedServerOfEnvironment() {
        assertThat(clients.names()).containsExactlyInAnyOrder("epic", LISTED_SERVER);
        assertThat(clients.client(LISTED_SERVER).name()).isEqualTo(LISTED_SERVER);
        assertThat(clients.forLaunch(TckArchive.ENVIRONMENT_URL).name()).isEqualTo(LISTED_SERVER);
        assertThat(launches.start(LaunchRequest.standalone(LISTED_SERVER))
                        .response()
                        .status())
                .isEqualTo(303);
        assertThat(launch(LISTED_SERVER).header("Location").get(0)).startsWith("https://as.fromenv.example/authorize?");
    }

    @Test
    void rejectsServerNameThatIsNotListed() {
        for (String name : UNLISTED_SERVERS) {
            assertThatThrownBy(() -> clients.client(name))
                    .as(name)
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            missing -> assertThat(missing.missingAttributes()).containsExactly("base_url"));
            assertThatThrownBy(() -> launches.start(LaunchRequest.standalone(name)))
                    .as(name)
                    .isInstanceOf(ConfigurationException.class);
            assertThat(launch(name).status()).as(name).isEqualTo(400);
            assertThat(endpoints.jwks(name, get(Map.of())).status()).as(name).isEqualTo(404);
        }
        assertThat(clients.names()).containsExactlyInAnyOrder("epic", LISTED_SERVER);
    }

    @Test
    void rejectsIssuerOfServerThatIsNotListed() {
        String other = server("other").fhirBase().toString();
        assertThatThrownBy(() -> clients.forLaunch(other)).isInstanceOf(ValidationException.class);
        assertThat(clients.forLaunch(server("epic").fhirBase().toString()).name())
                .isEqualTo("epic");
    }

    private WebResponse launch(String name) {
        return endpoints.launch(get(Map.of("server", List.of(name))));
    }

    private static WebRequest get(Map<String, List<String>> parameters) {
        return new WebRequest("GET", parameters, Map.of());
    }
}
