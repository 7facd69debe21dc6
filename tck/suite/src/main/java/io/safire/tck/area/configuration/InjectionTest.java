package io.safire.tck.area.configuration;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.inject.InjectedClients;
import io.safire.tck.inject.SessionScopedClient;
import io.safire.tck.support.TckArchive;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Clients that are injected, or looked up by name or by issuer. The class has its own application, because it compares the names of
 * all servers of the application.
 */
@Tag("configuration")
@ArquillianTest
public class InjectionTest {

    @Inject
    SmartClients clients;

    @Inject
    InjectedClients injected;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(InjectionTest.class)
                .with(InjectedClients.class)
                .with(SessionScopedClient.class)
                .server("epic", "public")
                .server("cerner", "public")
                .set("safire.\"two.dots\".base-url", "https://fhir.dots.example/r4")
                .set("safire.base-url", "https://fhir.default.example/r4")
                .set("safire.client-id", "default-app");
        return archive.build();
    }

    @Test
    void injectsClientOfNamedServer() {
        assertThat(injected.defaultClient().name()).isEqualTo("default");
        assertThat(injected.epic().name()).isEqualTo("epic");
        assertThat(injected.dotted().name()).isEqualTo("two.dots");
        SandboxServer epic = resetServer("epic");
        assertThat(injected.epic().metadata().tokenEndpoint()).contains(epic.tokenEndpoint());
    }

    /**
     * A passivation-capable bean can hold a client. The deployment of {@link SessionScopedClient} verifies that the
     * container accepts such a bean.
     */
    @Test
    void deserializesClientByName() throws IOException, ClassNotFoundException {
        byte[] stored = serialize(injected.dotted());
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("fhir.dots.example");
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stored))) {
            SmartClient read = (SmartClient) in.readObject();
            assertThat(read.name()).isEqualTo("two.dots");
            assertThat(read.resources()
                            .authorization(token("two.dots"), URI.create("https://fhir.dots.example/r4/Patient")))
                    .contains("Bearer of-two.dots");
        }
    }

    private static byte[] serialize(SmartClient client) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(client);
        }
        return bytes.toByteArray();
    }

    private static AccessToken token(String server) {
        return new AccessToken(server, "of-" + server, Instant.now().plusSeconds(60), Scopes.of("system/*.rs"));
    }

    @Test
    void listsConfiguredServerNames() {
        assertThat(clients.names()).containsExactlyInAnyOrder("default", "epic", "cerner", "two.dots");
        assertThat(clients.client("cerner").name()).isEqualTo("cerner");
        assertThat(clients.client().name()).isEqualTo("default");
    }

    @Test
    void throwsConfigurationExceptionForUnknownName() {
        assertThatThrownBy(() -> clients.client("meditech"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.meditech.base-url")
                .satisfies(saying("Configuration missing: base_url."))
                .satisfies(thrown -> assertThat(((ConfigurationException) thrown).missingAttributes())
                        .containsExactly("base_url"))
                .hasMessageContaining("cerner")
                .hasMessageContaining("default")
                .hasMessageContaining("epic")
                .satisfies(saying("cerner, default, epic"));
    }

    /** Some config sources ignore the case of a key, and environment variables match every name that differs only in case or punctuation. */
    @Test
    void rejectsOtherSpellingOfServerName() {
        for (String name : List.of("Epic", "EPIC", "two-dots", "\"two.dots\"", "Default", "")) {
            assertThatThrownBy(() -> clients.client(name))
                    .as(name)
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            missing -> assertThat(missing.missingAttributes()).containsExactly("base_url"));
        }
        assertThat(clients.names()).containsExactlyInAnyOrder("default", "epic", "cerner", "two.dots");
    }

    /**
     * The name of the server cannot be derived from the environment variable. {@link ListedServersTest} lists the same
     * server.
     */
    @Test
    void ignoresServerSetByEnvironmentOnly() {
        assertThat(System.getenv(TckArchive.ENVIRONMENT_VARIABLE)).isEqualTo(TckArchive.ENVIRONMENT_URL);
        assertThat(clients.names()).doesNotContain(TckArchive.ENVIRONMENT_SERVER);
        assertThatThrownBy(() -> clients.client(TckArchive.ENVIRONMENT_SERVER))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.servers");
        assertThatThrownBy(() -> clients.forLaunch(TckArchive.ENVIRONMENT_URL)).isInstanceOf(ValidationException.class);
    }

    @Test
    void findsClientByIssuerIgnoringHostCaseAndTrailingSlash() {
        SandboxServer epic = resetServer("epic");
        String base = epic.fhirBase().toString();
        assertThat(clients.forLaunch(base).name()).isEqualTo("epic");
        assertThat(clients.forLaunch(base.replace("http://localhost", "HTTP://LOCALHOST") + "/")
                        .name())
                .isEqualTo("epic");
        assertThat(clients.forLaunch("https://FHIR.default.example:443/r4").name())
                .isEqualTo("default");
    }

    @Test
    void rejectsUnknownIssuer() {
        for (String iss : new String[] {
            "https://fhir.default.example.attacker.example/r4",
            "https://fhir.default.example@attacker.example/r4",
            "https://fhir.default.example/R4".toUpperCase(Locale.ROOT),
            "https://fhir.default.example/r4?x=1",
            "not a URL"
        }) {
            assertThatThrownBy(() -> clients.forLaunch(iss)).as(iss).isInstanceOf(ValidationException.class);
        }
    }
}
