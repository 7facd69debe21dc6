package io.safire.weld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of Weld SE on class paths that lack a dependency of the library. */
class MissingApiTest {

    /**
     * Parts of the names of jars that are never on the class path: bean archives of other tests, and libraries that
     * wait for a server.
     */
    private static final List<String> EXCLUDED_JARS =
            List.of("arquillian", "safire-health", "safire-telemetry", "opentelemetry");

    @ParameterizedTest
    @CsvSource({
        "fault-tolerance, MicroProfile Fault Tolerance, io.smallrye:smallrye-fault-tolerance",
        "microprofile-rest-client, MicroProfile Rest Client, org.jboss.resteasy.microprofile:microprofile-rest-client",
        "microprofile-rest-client-base, an implementation of MicroProfile Rest Client, org.jboss.resteasy.microprofile:microprofile-rest-client",
        "jakarta.json-api, Jakarta JSON Processing, org.eclipse.parsson:parsson",
        "parsson, Jakarta JSON Processing, org.eclipse.parsson:parsson"
    })
    void deploymentFailureNamesMissingArtifact(String missing, String api, String artifact) {
        assertThat(messages(startWithout(missing)))
                .contains(
                        "SAFIRE-1801 The runtime (not recognized; the names are those for Weld with SmallRye and RESTEasy) does not provide "
                                + api)
                .contains("Add " + artifact + " to the class path.");
    }

    @Test
    void deploymentFailsWithoutConfig() {
        assertThat(messages(startWithout("config", "fault-tolerance", "microprofile-rest-client")))
                .contains("SAFIRE-1801", "Add io.smallrye.config:smallrye-config, ");
    }

    @Test
    void deploymentFailsWithoutRetryInterceptor() {
        assertThat(messages(startWithout("smallrye-fault-tolerance")))
                .contains("SAFIRE-1802 @Retry has no effect", "Add io.smallrye:smallrye-fault-tolerance ");
    }

    @Test
    void deploysWithAllArtifacts() {
        assertThat(startWithout("none-of-them")).isNull();
    }

    private static @Nullable Throwable startWithout(String... missing) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(classPathWithout(missing), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            return catchThrowable(() -> start(loader));
        } catch (IOException unclosed) {
            throw new IllegalStateException(unclosed);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void start(ClassLoader loader) throws Exception {
        Class<?> type = loader.loadClass("jakarta.enterprise.inject.se.SeContainerInitializer");
        Object initializer = type.getMethod("newInstance").invoke(null);
        ((AutoCloseable) type.getMethod("initialize").invoke(initializer)).close();
    }

    private static URL[] classPathWithout(String... missing) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .filter(File::isFile)
                .filter(jar -> Stream.concat(Stream.of(missing), EXCLUDED_JARS.stream())
                        .noneMatch(jar.getName()::contains))
                .map(MissingApiTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String messages(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed())))
                .map(String::valueOf)
                .collect(Collectors.joining("\n"));
    }
}
