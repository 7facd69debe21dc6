package io.safire.tck;

import io.safire.tck.support.TckArchive;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.ShouldThrowException;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * An unknown configuration key that makes the deployment fail. {@link ListedServersTest} has the same key and allows
 * this key. The class has no area, because another faulty setting in the same application could cause the failure
 * instead.
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
        // the deployment is the test: Arquillian fails this class if deployment throws no exception
    }
}
