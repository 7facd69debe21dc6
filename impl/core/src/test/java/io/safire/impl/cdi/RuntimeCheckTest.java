package io.safire.impl.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.build.compatible.spi.Messages;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeCheckTest {

    private static final String LIBERTY = "wlp.install.dir";

    @AfterEach
    void clear() {
        System.clearProperty(LIBERTY);
    }

    @Test
    void findsNoProblemWhereAllApisArePresent() {
        assertThat(new RuntimeCheck(getClass().getClassLoader()).problem()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "org.eclipse.microprofile.config., io.smallrye.config:smallrye-config, mpConfig-3.1",
        "org.eclipse.microprofile.faulttolerance., io.smallrye:smallrye-fault-tolerance, mpFaultTolerance-4.0",
        "org.eclipse.microprofile.rest., org.jboss.resteasy.microprofile:microprofile-rest-client, mpRestClient-3.0",
        "jakarta.ws.rs., org.jboss.resteasy:resteasy-client, restfulWSClient-3.1",
        "jakarta.json., org.eclipse.parsson:parsson, jsonp-2.1"
    })
    void namesWhatToAddForAHiddenApi(String hidden, String artifact, String feature) throws Exception {
        assertThat(errors(hidden))
                .singleElement()
                .asString()
                .startsWith("SAFIRE-1801 The runtime (Weld with SmallRye and RESTEasy) does not provide ")
                .contains(" (" + hidden)
                .contains("Add " + artifact + " to the class path.");
        System.setProperty(LIBERTY, "/opt/wlp");
        assertThat(errors(hidden))
                .singleElement()
                .asString()
                .contains("Add " + feature + " to featureManager in server.xml.");
    }

    @Test
    void namesAllThatIsMissingInOneMessage() throws Exception {
        assertThat(errors("org.eclipse.microprofile."))
                .singleElement()
                .asString()
                .contains("MicroProfile Config", "MicroProfile Fault Tolerance", "MicroProfile Rest Client");
    }

    @Test
    void missesTheProviderOfJsonProcessing() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        HidingLoader withoutProvider = new HidingLoader("org.eclipse.parsson.");
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        System.setProperty("jakarta.json.provider", "org.example.Absent");
        try {
            assertThat(new RuntimeCheck(withoutProvider).problem())
                    .hasValueSatisfying(problem -> assertThat(problem).contains("Add org.eclipse.parsson:parsson"));
        } finally {
            System.clearProperty("jakarta.json.provider");
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Runs the extension itself, whose classes must not need what is hidden. */
    private static List<String> errors(String hidden) throws Exception {
        List<String> errors = new ArrayList<>();
        Messages messages = (Messages) Proxy.newProxyInstance(
                RuntimeCheckTest.class.getClassLoader(),
                new Class<?>[] {Messages.class},
                (proxy, method, arguments) -> {
                    errors.add(method.getName() + " " + arguments[0]);
                    return null;
                });
        Class<?> extension = new HidingLoader(hidden).loadClass(SmartServerExtension.class.getName());
        extension
                .getMethod("check", Messages.class)
                .invoke(extension.getConstructor().newInstance(), messages);
        return errors.stream()
                .filter(error -> error.startsWith("error "))
                .map(error -> error.substring("error ".length()))
                .toList();
    }
}
