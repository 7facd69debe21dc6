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
 * A server that an injection point or an interface names and nobody has configured stops the deployment. It has no area, since
 * a second cause would hide a missing failure.
 */
@ArquillianTest
public class UnknownServerTest {

    /** Two of them: each runtime takes long over a deployment that fails. */
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
        // the deployment itself is the test: without the exception, Arquillian fails this class
    }
}
