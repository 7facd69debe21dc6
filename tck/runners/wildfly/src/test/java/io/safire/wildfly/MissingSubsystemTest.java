package io.safire.wildfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * Tests of applications without MicroProfile Fault Tolerance, as on a server with {@code standalone.xml}. The applications exclude
 * the subsystem themselves, so that the tests need no further server.
 */
@ArquillianTest
@NullUnmarked // Arquillian sets a field
class MissingSubsystemTest {

    private static final String WITHOUT_API = "without-api";
    private static final String API_ONLY = "api-alone";

    private static final String STRUCTURE = "<jboss-deployment-structure><deployment><exclude-subsystems>"
            + "<subsystem name='microprofile-fault-tolerance-smallrye'/>"
            + "</exclude-subsystems></deployment></jboss-deployment-structure>";
    private static final String ACTION = "Start the server with standalone-microprofile.xml, "
            + "or provision the Galleon layers microprofile-fault-tolerance.";

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = WITHOUT_API, managed = false, testable = false)
    static WebArchive withoutApi() throws IOException {
        return application(WITHOUT_API);
    }

    @Deployment(name = API_ONLY, managed = false, testable = false)
    static WebArchive apiOnly() throws IOException, URISyntaxException {
        return application(API_ONLY)
                .addAsLibraries(new File(Retry.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
    }

    @Test
    void deploymentFailureNamesServerConfiguration() {
        assertThat(deploymentFailure(WITHOUT_API))
                .hasStackTraceContaining(
                        "SAFIRE-1801 The runtime (WildFly) does not provide MicroProfile Fault Tolerance 4.0 (")
                .hasStackTraceContaining(ACTION);
    }

    @Test
    void deploymentFailsWithApiOnly() {
        assertThat(deploymentFailure(API_ONLY))
                .hasStackTraceContaining("SAFIRE-1802 @Retry has no effect on this runtime (WildFly)")
                .hasStackTraceContaining(ACTION);
    }

    private Throwable deploymentFailure(String deployment) {
        return catchThrowable(() -> deployer.deploy(deployment));
    }

    private static WebArchive application(String name) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("tck.libraries")))) {
            return ShrinkWrap.create(WebArchive.class, name + ".war")
                    .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                    .addAsWebInfResource(new StringAsset(STRUCTURE), "jboss-deployment-structure.xml")
                    .addAsLibraries(jars.filter(jar -> jar.toString().endsWith(".jar"))
                            .map(Path::toFile)
                            .toArray(File[]::new));
        }
    }
}
