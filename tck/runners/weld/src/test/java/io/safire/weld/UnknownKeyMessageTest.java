package io.safire.weld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.error.ConfigurationException;
import io.safire.tck.support.TckArchive;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Tests of the message about unknown configuration keys. Only this container passes the message on to tests. */
@ArquillianTest
class UnknownKeyMessageTest {

    private static final String UNKNOWN = "unknown-key";

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = UNKNOWN, managed = false)
    static WebArchive unknown() {
        return TckArchive.of(UnknownKeyMessageTest.class)
                .server("epic", "public")
                .set("epic", "scope", "system/Patient.rs")
                .set("epci", "kid", "2026-01")
                .set("servers", "base-url", "https://fhir.example/r4")
                .set("secretive", "base-url", "https://fhir.example/r4")
                .set("secretive", "client-secret", "hidden-word")
                .build();
    }

    @Test
    @RunAsClient
    void namesUnknownKeysWithSuggestions() {
        Throwable thrown = catchThrowable(() -> deployer.deploy(UNKNOWN));
        while (thrown != null && !(thrown instanceof ConfigurationException)) {
            thrown = thrown.getCause();
        }
        assertThat(thrown)
                .isNotNull()
                .hasMessageContaining("safire.epic.scope (did you mean safire.epic.scopes?)")
                .hasMessageContaining(
                        "safire.epci.kid (safire.epci.base-url is not set; did you mean the server epic?)")
                .hasMessageContaining("Invalid server name: servers.")
                .hasMessageContaining("Configuration missing: client_type.")
                .hasMessageContaining("safire.secretive.client-secret")
                .hasMessageNotContaining("hidden-word")
                .hasMessageNotContaining("system/Patient.rs");
    }
}
