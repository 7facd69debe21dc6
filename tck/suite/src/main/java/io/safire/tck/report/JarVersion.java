package io.safire.tck.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The name and version of a jar.
 *
 * @param name the title in the manifest, otherwise the artifact in the Maven properties, otherwise the file name
 * @param version the version in the manifest, otherwise in the Maven properties, otherwise {@code unknown}
 */
record JarVersion(String name, String version) {

    static final String UNKNOWN = "unknown";

    private static final String PROVIDER = "META-INF/services/io.safire.SmartClientProvider";

    /** Reads a jar. A directory with classes has no version. */
    static JarVersion of(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return new JarVersion(UNKNOWN, UNKNOWN);
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes manifest = Optional.ofNullable(file.getManifest())
                    .map(Manifest::getMainAttributes)
                    .orElseGet(Attributes::new);
            Properties maven = mavenProperties(file);
            String name = maven.getProperty("artifactId", jar.getFileName().toString());
            return new JarVersion(
                    value(manifest, "Implementation-Title", name),
                    value(manifest, "Implementation-Version", maven.getProperty("version", UNKNOWN)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Reads the jar of the implementation, which is the jar in the directory that provides {@code SmartClientProvider}. */
    static JarVersion ofImplementation(Path libraries) {
        return jars(libraries).stream()
                .filter(JarVersion::providesClients)
                .findFirst()
                .map(JarVersion::of)
                .orElseGet(() -> new JarVersion(UNKNOWN, UNKNOWN));
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean providesClients(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(PROVIDER) != null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Properties mavenProperties(JarFile file) throws IOException {
        Properties properties = new Properties();
        Optional<? extends ZipEntry> entry = file.stream()
                .filter(found -> found.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties"))
                .findFirst();
        if (entry.isPresent()) {
            try (InputStream stream = file.getInputStream(entry.get())) {
                properties.load(stream);
            }
        }
        return properties;
    }

    private static String value(Attributes manifest, String key, String other) {
        return Optional.ofNullable(manifest.getValue(key)).orElse(other);
    }
}
