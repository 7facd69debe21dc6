package io.safire.tck;

import io.safire.tck.inject.InjectedClients;
import io.safire.tck.support.TckArchive;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.ShouldThrowException;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A value that cannot be used stops the deployment. It has no area, since a second cause would hide a missing failure. */
@ArquillianTest
public class BadConfigurationTest {

    @Deployment
    @ShouldThrowException(Exception.class)
    static WebArchive application() {
        return TckArchive.of(BadConfigurationTest.class)
                .with(InjectedClients.class)
                .server("epic", "public")
                .set("epic", "client-type", "confidental")
                .set("safire.\"two.dots\".base-url", "https://fhir.dots.example/r4")
                .set("safire.base-url", "https://fhir.default.example/r4")
                .build();
    }

    @Test
    @Assertion(id = "safire-0.4/3")
    void deploymentFails() {
        // the deployment itself is the test: without the exception, Arquillian fails this class
    }
}
