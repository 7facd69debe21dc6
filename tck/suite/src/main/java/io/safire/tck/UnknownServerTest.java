package io.safire.tck;

import io.safire.tck.bearer.UnknownServerApi;
import io.safire.tck.inject.InjectedClients;
import io.safire.tck.support.TckArchive;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.ShouldThrowException;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * An injection point and a REST client interface that name a server that is not configured. Both mistakes make the
 * deployment fail. The class has no area, because another faulty setting in the same application could cause the
 * failure instead.
 */
@ArquillianTest
public class UnknownServerTest {

    /** Returns an application with both mistakes, because a failed deployment takes a long time on each runtime. */
    @Deployment
    @ShouldThrowException(Exception.class)
    static WebArchive application() {
        return TckArchive.of(UnknownServerTest.class)
                .with(InjectedClients.class, UnknownServerApi.class)
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
