package io.safire.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the deployment on servers that lack a required feature. */
class MissingFeatureTest {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private static ReconfigurableServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = ReconfigurableServer.start(TARGET);
        server.add(application("plain.war"));
        server.add(application("with-api.war").addAsLibraries(apiJar("org.eclipse.microprofile.faulttolerance.Retry")));
        server.add(application("with-rest-client-api.war")
                .addAsLibraries(apiJar("org.eclipse.microprofile.rest.client.RestClientBuilder")));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "mpConfig-3.1 mpRestClient-3.0, MicroProfile Fault Tolerance 4.0 (, mpFaultTolerance-4.0",
        "mpConfig-3.1 mpFaultTolerance-4.0 restfulWSClient-3.1, MicroProfile Rest Client 3.0 (, mpRestClient-3.0",
        "mpConfig-3.1 mpFaultTolerance-4.0, Jakarta JSON Processing 2.1 (, 'mpRestClient-3.0, restfulWSClient-3.1, jsonp-2.1'"
    })
    void deploymentFailureNamesMissingFeature(String features, String missing, String action) throws IOException {
        assertThat(server.deploy("plain.war", "servlet-6.0 cdi-4.0 " + features))
                .contains("SAFIRE-1801 The runtime (Open Liberty) does not provide ", missing)
                .contains("Add " + action + " to featureManager in server.xml.");
    }

    @Test
    void deploymentFailsWithApiOnly() throws IOException {
        assertThat(server.deploy("with-api.war", "servlet-6.0 cdi-4.0 mpConfig-3.1 mpRestClient-3.0 jsonp-2.1"))
                .contains("SAFIRE-1802 @Retry has no effect on this runtime (Open Liberty)")
                .contains("Add mpFaultTolerance-4.0 to featureManager in server.xml.");
    }

    @Test
    void deploymentFailsWithRestClientApiOnly() throws IOException {
        String features = "servlet-6.0 cdi-4.0 mpConfig-3.1 mpFaultTolerance-4.0 restfulWSClient-3.1 jsonp-2.1";
        assertThat(server.deploy("with-rest-client-api.war", features))
                .contains("SAFIRE-1801 The runtime (Open Liberty) does not provide "
                        + "an implementation of MicroProfile Rest Client 3.0.")
                .contains("Add mpRestClient-3.0 to featureManager in server.xml.");
    }

    @Test
    void deploysWithDocumentedFeatures() throws IOException {
        String features = "cdi-4.0 mpConfig-3.1 mpFaultTolerance-4.0 mpRestClient-3.0 restfulWSClient-3.1 jsonp-2.1";
        assertThat(server.deploy("plain.war", "servlet-6.0 " + features))
                .containsAnyOf("CWWKZ0001I", "CWWKZ0003I")
                .doesNotContain("SAFIRE-18");
    }

    private static WebArchive application(String name) throws IOException {
        return ShrinkWrap.create(WebArchive.class, name)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsLibraries(ReconfigurableServer.libraries(TARGET.resolve("libs")));
    }

    private static File apiJar(String type) {
        try {
            return Path.of(Class.forName(type)
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toFile();
        } catch (ReflectiveOperationException | URISyntaxException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
