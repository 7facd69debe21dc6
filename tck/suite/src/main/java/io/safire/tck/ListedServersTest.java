package io.safire.tck;

import static io.safire.tck.support.Bench.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClients;
import io.safire.SmartLaunches;
import io.safire.error.ConfigurationException;
import io.safire.error.ValidationException;
import io.safire.launch.LaunchRequest;
import io.safire.tck.support.TckArchive;
import io.safire.tck.web.RecordingHandler;
import io.safire.web.SmartEndpoints;
import io.safire.web.WebAnswer;
import io.safire.web.WebRequest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Servers that {@code safire.servers} lists, one of them with its base URL in an environment variable. The application has the same
 * unknown key as {@link MistypedKeyTest}, and starts because {@code safire.unknown-keys} is {@code warn}. The class has no area,
 * because the list excludes the servers of other classes.
 */
@ArquillianTest
public class ListedServersTest {

    private static final String LISTED = TckArchive.ENVIRONMENT_SERVER;

    /** Names that are not in the list. The environment variable matches the first two, and the configuration file sets the third. */
    private static final List<String> NOT_LISTED = List.of("FROMENV", "fromEnv", "other", "default", "Epic");

    @Inject
    SmartClients clients;

    @Inject
    SmartLaunches launches;

    @Inject
    SmartEndpoints endpoints;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(ListedServersTest.class)
                .with(RecordingHandler.class)
                .set("safire.servers", "epic, " + LISTED)
                .set("safire.unknown-keys", "warn")
                .server("epic", "public")
                .set("epic", "scope", "system/Patient.rs")
                .server("other", "public")
                .set(LISTED, "client-id", "app")
                .set(LISTED, "redirect-uri", TckArchive.REDIRECT_URI)
                .set(LISTED, "scopes", "launch/patient patient/Patient.rs")
                .set(LISTED, "authorization-endpoint", "https://as.fromenv.example/authorize")
                .set(LISTED, "token-endpoint", "https://as.fromenv.example/token")
                .build();
    }

    @Test
    void allLookupsFindListedServerOfEnvironment() {
        assertThat(clients.names()).containsExactlyInAnyOrder("epic", LISTED);
        assertThat(clients.client(LISTED).name()).isEqualTo(LISTED);
        assertThat(clients.byIssuer(TckArchive.ENVIRONMENT_URL).name()).isEqualTo(LISTED);
        assertThat(launches.begin(LaunchRequest.standalone(LISTED)).answer().status())
                .isEqualTo(303);
        assertThat(launched(LISTED).header("Location").get(0)).startsWith("https://as.fromenv.example/authorize?");
    }

    @Test
    void noLookupFindsNameThatIsNotListed() {
        for (String name : NOT_LISTED) {
            assertThatThrownBy(() -> clients.client(name))
                    .as(name)
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            missing -> assertThat(missing.missingAttributes()).containsExactly("base_url"));
            assertThatThrownBy(() -> launches.begin(LaunchRequest.standalone(name)))
                    .as(name)
                    .isInstanceOf(ConfigurationException.class);
            assertThat(launched(name).status()).as(name).isEqualTo(400);
            assertThat(endpoints.jwks(name, get(Map.of())).status()).as(name).isEqualTo(404);
        }
        assertThat(clients.names()).containsExactlyInAnyOrder("epic", LISTED);
    }

    @Test
    void addressOfServerThatIsNotListedIsUnknown() {
        String other = server("other").fhirBase().toString();
        assertThatThrownBy(() -> clients.byIssuer(other)).isInstanceOf(ValidationException.class);
        assertThat(clients.byIssuer(server("epic").fhirBase().toString()).name())
                .isEqualTo("epic");
    }

    private WebAnswer launched(String name) {
        return endpoints.launch(get(Map.of("server", List.of(name))));
    }

    private static WebRequest get(Map<String, List<String>> parameters) {
        return new WebRequest("GET", parameters, Map.of());
    }
}
