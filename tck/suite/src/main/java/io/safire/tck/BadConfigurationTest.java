package io.safire.tck;

import io.safire.tck.inject.InjectedClients;
import io.safire.tck.support.TckArchive;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.ShouldThrowException;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * An invalid setting that makes the deployment fail. The class has no area, because another faulty setting in the same
 * application could cause the failure instead.
 */
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
        // the deployment is the test: Arquillian fails this class if deployment throws no exception
    }
}
