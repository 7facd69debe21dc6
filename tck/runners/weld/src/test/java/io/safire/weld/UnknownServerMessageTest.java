package io.safire.weld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.error.ConfigurationException;
import io.safire.tck.bearer.JobApi;
import io.safire.tck.bearer.UnknownMethodApi;
import io.safire.tck.bearer.UnknownServerApi;
import io.safire.tck.support.TckArchive;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Tests of the message about a REST client interface for an unconfigured server. Only this container passes the message
 * on to tests.
 */
@ArquillianTest
class UnknownServerMessageTest {

    private static final String UNKNOWN = "unknown";
    private static final String UNKNOWN_OF_METHOD = "unknown-of-method";
    private static final String KNOWN = "known";

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = UNKNOWN, managed = false)
    static WebArchive unknown() {
        return application(UnknownServerApi.class).build();
    }

    @Deployment(name = UNKNOWN_OF_METHOD, managed = false)
    static WebArchive unknownOfMethod() {
        return application(UnknownMethodApi.class)
                .with(UnknownMethodApi.class)
                .server("sb-unknown", "public")
                .build();
    }

    @Deployment(name = KNOWN, managed = false)
    static WebArchive known() {
        return application(JobApi.class).server("sb-unknown", "public").build();
    }

    @Test
    @RunAsClient
    void deploymentFailureNamesMissingKey() {
        assertMissingBaseUrl(UNKNOWN, "sb-unknown");
    }

    @Test
    @RunAsClient
    void deploymentFailureNamesMissingKeyOfMethod() {
        assertMissingBaseUrl(UNKNOWN_OF_METHOD, "sb-unknown-method");
    }

    @Test
    @RunAsClient
    void deploysWithBothServers() {
        deployer.deploy(KNOWN);
        deployer.undeploy(KNOWN);
    }

    private void assertMissingBaseUrl(String deployment, String server) {
        Throwable thrown = catchThrowable(() -> deployer.deploy(deployment));
        while (thrown != null && !(thrown instanceof ConfigurationException)) {
            thrown = thrown.getCause();
        }
        assertThat(thrown)
                .isInstanceOfSatisfying(ConfigurationException.class, error -> assertThat(error.missingAttributes())
                        .containsExactly("base_url"))
                .hasMessageContaining("safire." + server + ".base-url")
                .hasMessageNotContaining("safire.sb-job.base-url");
    }

    /** Creates an archive. Its name must be the name of a class. */
    private static TckArchive application(Class<?> name) {
        return TckArchive.of(name)
                .with(UnknownServerMessageTest.class, UnknownServerApi.class, JobApi.class)
                .server("sb-job", "public");
    }
}
