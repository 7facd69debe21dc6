package io.safire.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of applications that have all required Quarkus extensions or lack one of them. */
class MissingExtensionTest {

    private static final String ARC = "io.quarkus:quarkus-arc";
    private static final String FAULT_TOLERANCE = "io.quarkus:quarkus-smallrye-fault-tolerance";
    private static final String REST_CLIENT = "io.quarkus:quarkus-rest-client";
    private static final String JSON = "io.quarkus:quarkus-jsonp";

    private static final String VERSION = System.getProperty("tck.quarkus.version");
    private static final String ACTION = "Add %s to the dependencies of the application.";

    /**
     * Parts of the names of jars that are hidden from the builder of Quarkus, so that the application must provide
     * these jars.
     */
    private static final List<String> HIDDEN_JARS = List.of(
            "microprofile",
            "fault-tolerance",
            "rest-client",
            "resteasy",
            "vertx",
            "json",
            "parsson",
            "safire",
            "arquillian",
            "arc-",
            "health",
            "slf4j-jboss-logmanager",
            "opentelemetry");

    private static URLClassLoader builderClassLoader;

    @TempDir
    Path folder;

    /** Creates a class loader for the builder without the hidden jars, because Quarkus sees all classes of that loader. */
    @BeforeAll
    static void createBuilderClassLoader() {
        URL[] path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .filter(part -> part.isDirectory() || HIDDEN_JARS.stream().noneMatch(part.getName()::contains))
                .map(MissingExtensionTest::url)
                .toArray(URL[]::new);
        builderClassLoader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
    }

    @AfterAll
    static void closeBuilderClassLoader() throws IOException {
        builderClassLoader.close();
    }

    @Test
    void startsWithDocumentedExtensions() {
        assertThatCode(() -> run(ARC, FAULT_TOLERANCE, REST_CLIENT, JSON)).doesNotThrowAnyException();
    }

    @Test
    void buildFailsWithoutFaultTolerance() {
        assertThat(failure(ARC, REST_CLIENT, JSON))
                .hasStackTraceContaining(
                        "SAFIRE-1801 The runtime (Quarkus) does not provide MicroProfile Fault Tolerance 4.0 (")
                .hasStackTraceContaining(ACTION.formatted(FAULT_TOLERANCE));
    }

    @Test
    void startFailsWithFaultToleranceApiOnly() {
        assertThat(failure(ARC, api("fault-tolerance-api"), REST_CLIENT, JSON))
                .hasStackTraceContaining("SAFIRE-1802 @Retry has no effect on this runtime (Quarkus)")
                .hasStackTraceContaining(ACTION.formatted(FAULT_TOLERANCE));
    }

    @Test
    void buildFailsWithoutRestClient() {
        assertThat(failure(ARC, FAULT_TOLERANCE, JSON))
                .hasStackTraceContaining(
                        "SAFIRE-1801 The runtime (Quarkus) does not provide MicroProfile Rest Client 3.0 (")
                .hasStackTraceContaining(ACTION.formatted(REST_CLIENT));
    }

    @Test
    void startFailsWithRestClientApiOnly() {
        assertThat(failure(ARC, FAULT_TOLERANCE, api("rest-client-api"), api("rest-api"), JSON))
                .hasStackTraceContaining("SAFIRE-1801 The runtime (Quarkus) does not provide "
                        + "an implementation of MicroProfile Rest Client 3.0.")
                .hasStackTraceContaining(ACTION.formatted(REST_CLIENT));
    }

    private static String api(String name) {
        return System.getProperty("tck." + name);
    }

    private Throwable failure(String... artifacts) {
        return catchThrowable(() -> run(artifacts));
    }

    private void run(String... artifacts) throws Throwable {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(builderClassLoader);
        try {
            builderClassLoader
                    .loadClass(ApplicationBuild.class.getName())
                    .getMethod("run", Path.class, List.class, String.class, List.class)
                    .invoke(null, folder, parts(), VERSION, dependencies(artifacts));
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<String> dependencies(String... artifacts) {
        Stream<String> declared = Stream.of(artifacts)
                .map(artifact -> artifact.startsWith("io.quarkus:") ? artifact + ":" + VERSION : artifact);
        return Stream.concat(
                        declared,
                        Stream.of(System.getProperty("tck.quarkus.libraries").split(",")))
                .toList();
    }

    private List<Path> parts() throws IOException, URISyntaxException {
        Path classes = Files.createDirectories(folder.resolve("application"));
        Path settings = classes.resolve("META-INF/microprofile-config.properties");
        Files.createDirectories(settings.getParent());
        Files.write(
                settings,
                List.of(
                        "safire.base-url=http://127.0.0.1:1/fhir",
                        "safire.client-id=application",
                        "safire.client-type=confidential-symmetric",
                        "safire.client-secret=secret",
                        "safire.scopes=system/Patient.rs"));
        copy(StartupRequest.class, classes);
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("tck.libraries")))) {
            return Stream.concat(Stream.of(classes), jars.filter(jar -> jar.toString()
                            .endsWith(".jar")))
                    .toList();
        }
    }

    private static void copy(Class<?> type, Path classes) throws IOException, URISyntaxException {
        String name = type.getName().replace('.', '/') + ".class";
        Path source =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path copy = classes.resolve(name);
        Files.createDirectories(copy.getParent());
        Files.copy(source.resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
