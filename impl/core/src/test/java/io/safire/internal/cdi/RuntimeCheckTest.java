package io.safire.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.error.ConfigurationException;
import io.safire.internal.runtime.RequiredApi;
import io.safire.internal.runtime.RuntimeCheck;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeCheckTest {

    private static final String LIBERTY = "wlp.install.dir";
    private static final String PAYARA = "com.sun.aas.instanceRoot";

    @AfterEach
    void clearProperties() {
        System.clearProperty(LIBERTY);
        System.clearProperty(PAYARA);
    }

    @Test
    void passesIfAllApisArePresent() {
        assertThatCode(() -> new RuntimeCheck(getClass().getClassLoader()).run())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "org.eclipse.microprofile.config., io.smallrye.config:smallrye-config, mpConfig-3.1",
        "org.eclipse.microprofile.faulttolerance., io.smallrye:smallrye-fault-tolerance, mpFaultTolerance-4.0",
        "org.eclipse.microprofile.rest., org.jboss.resteasy.microprofile:microprofile-rest-client, mpRestClient-3.0",
        "jakarta.ws.rs., org.jboss.resteasy:resteasy-client, restfulWSClient-3.1",
        "jakarta.json., org.eclipse.parsson:parsson, jsonp-2.1"
    })
    void namesFeatureOfMissingApi(String hidden, String artifact, String feature) throws Exception {
        assertThat(failure(hidden))
                .hasMessageStartingWith(
                        "SAFIRE-1801 The runtime (not recognized; the names are those for Weld with SmallRye and RESTEasy) does not provide ")
                .hasMessageContaining(" (" + hidden)
                .hasMessageContaining("Add " + artifact + " to the class path.");
        System.setProperty(LIBERTY, "/opt/wlp");
        assertThat(failure(hidden)).hasMessageContaining("Add " + feature + " to featureManager in server.xml.");
    }

    @Test
    void requiresApacheHttpClientOnPayaraOnly() throws Exception {
        String hidden = "org.apache.hc.";
        assertThat(failure(hidden)).isNull();
        System.setProperty(PAYARA, "/opt/payara6/glassfish/domains/domain1");
        assertThat(failure(hidden))
                .hasMessageContaining("The runtime (Payara) does not provide Apache HttpClient 5.4 (" + hidden)
                .hasMessageContaining("Add org.apache.httpcomponents.client5:httpclient5 to the application.");
    }

    @Test
    void namesAllMissingApisInOneMessage() throws Exception {
        assertThat(failure("org.eclipse.microprofile."))
                .hasMessageContainingAll(
                        "MicroProfile Config", "MicroProfile Fault Tolerance", "MicroProfile Rest Client");
    }

    @Test
    void detectsMissingJsonProvider() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        HidingClassLoader withoutProvider = new HidingClassLoader("org.eclipse.parsson.");
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        System.setProperty("jakarta.json.provider", "org.example.Absent");
        try {
            assertThatThrownBy(() -> new RuntimeCheck(withoutProvider).run())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("Add org.eclipse.parsson:parsson");
        } finally {
            System.clearProperty("jakarta.json.provider");
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void namesAllApisWithoutImplementation() {
        Map<RequiredApi, Supplier<?>> lookups = Map.of(
                RequiredApi.REST_CLIENT, RuntimeCheckTest::findNothing,
                RequiredApi.CONFIG, RuntimeCheckTest::findNothing,
                RequiredApi.JSON, Object::new);
        assertThatThrownBy(() -> new RuntimeCheck(getClass().getClassLoader()).requireImplementations(lookups))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("does not provide an implementation of MicroProfile Config 3.1, "
                        + "an implementation of MicroProfile Rest Client 3.0. ")
                .hasMessageContaining("Add io.smallrye.config:smallrye-config, "
                        + "org.jboss.resteasy.microprofile:microprofile-rest-client to the class path.");
    }

    private static Object findNothing() {
        throw new IllegalStateException("no implementation");
    }

    /** Runs the extension itself, because its classes must load although the API is hidden. */
    private static Throwable failure(String hidden) throws Exception {
        Class<?> extension = new HidingClassLoader(hidden).loadClass(SmartServerExtension.class.getName());
        Object instance = extension.getConstructor().newInstance();
        Throwable thrown = catchThrowable(() -> extension.getMethod("check").invoke(instance));
        return thrown == null ? null : thrown.getCause();
    }
}
