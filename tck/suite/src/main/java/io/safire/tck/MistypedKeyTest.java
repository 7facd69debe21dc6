package io.safire.tck;

import io.safire.tck.support.TckArchive;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.ShouldThrowException;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * A key that is no setting stops the deployment; {@link ListedServersTest} has the same key, and allows it. It has no area,
 * since a second cause would hide a missing failure.
 */
@ArquillianTest
public class MistypedKeyTest {

    @Deployment
    @ShouldThrowException(Exception.class)
    static WebArchive application() {
        return TckArchive.of(MistypedKeyTest.class)
                .server("epic", "public")
                .set("epic", "scope", "system/Patient.rs")
                .build();
    }

    @Test
    void deploymentFails() {
        // the deployment itself is the test: without the exception, Arquillian fails this class
    }
}
