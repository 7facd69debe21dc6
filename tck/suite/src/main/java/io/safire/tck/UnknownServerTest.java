package io.safire.tck;

import io.safire.tck.bearer.NobodysApi;
import io.safire.tck.inject.InjectedClients;
import io.safire.tck.support.TckArchive;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.ShouldThrowException;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * A server without configuration, which an injection point and a REST client interface name, and which makes the deployment fail.
 * The class has no area: with another cause of failure in the same application, the test could not fail.
 */
@ArquillianTest
public class UnknownServerTest {

    /** Contains both mistakes, because a failed deployment takes long on each runtime. */
    @Deployment
    @ShouldThrowException(Exception.class)
    static WebArchive application() {
        return TckArchive.of(UnknownServerTest.class)
                .with(InjectedClients.class, NobodysApi.class)
                .server("epic", "public")
                .set("safire.base-url", "https://fhir.default.example/r4")
                .build();
    }

    @Test
    @Assertion(id = "safire-0.4/10")
    void deploymentFails() {
        // the deployment is the test: Arquillian fails this class if deployment throws no exception
    }
}
