package io.safire.tck;

import io.safire.tck.support.MutualTls;
import io.safire.tck.support.TckArchive;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.ShouldThrowException;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A key store whose key stays closed stops the deployment: nothing else is wrong here, and {@link ClientCertificateTest} has it right. */
@ArquillianTest
public class BadKeyStoreTest {

    @Deployment
    @ShouldThrowException(Exception.class)
    static WebArchive application() {
        return MutualTls.keyStores(TckArchive.of(BadKeyStoreTest.class))
                .httpsServer("closed", "public")
                .set("closed", "key-store.location", MutualTls.LOCKED)
                .set("closed", "key-store.password", MutualTls.PASSWORD)
                .build();
    }

    @Test
    void deploymentFails() {
        // the deployment itself is the test: without the exception, Arquillian fails this class
    }
}
