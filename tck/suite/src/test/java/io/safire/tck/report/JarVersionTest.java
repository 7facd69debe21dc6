package io.safire.tck.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarVersionTest {

    private static final String MAVEN = "META-INF/maven/org.acme/acme-client/pom.properties";
    private static final String PROVIDER = "META-INF/services/io.safire.SmartClientProvider";

    @TempDir
    private Path folder;

    @Test
    void prefersManifest() throws IOException {
        Path jar = jar("acme.jar", true, Map.of(MAVEN, "artifactId=acme-client\nversion=1.2\n"));
        assertThat(JarVersion.of(jar)).isEqualTo(new JarVersion("Acme", "2.0"));
    }

    @Test
    void readsMavenPropertiesWithoutManifestEntries() throws IOException {
        Path jar = jar("acme.jar", false, Map.of(MAVEN, "artifactId=acme-client\nversion=1.2\n"));
        assertThat(JarVersion.of(jar)).isEqualTo(new JarVersion("acme-client", "1.2"));
    }

    @Test
    void namesFileOfUndescribedJar() throws IOException {
        assertThat(JarVersion.of(jar("acme.jar", false, Map.of()))).isEqualTo(new JarVersion("acme.jar", "unknown"));
        assertThat(JarVersion.of(folder)).isEqualTo(new JarVersion("unknown", "unknown"));
    }

    @Test
    void findsJarOfImplementation() throws IOException {
        jar("a-library.jar", false, Map.of());
        jar("z-client.jar", true, Map.of(PROVIDER, "org.acme.Provider"));
        assertThat(JarVersion.ofImplementation(folder)).isEqualTo(new JarVersion("Acme", "2.0"));
        assertThat(JarVersion.ofImplementation(folder.resolve("missing")).name())
                .isEqualTo("unknown");
    }

    private Path jar(String name, boolean described, Map<String, String> entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (described) {
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, "Acme");
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "2.0");
        }
        Path file = folder.resolve(name);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(UTF_8));
            }
        }
        return file;
    }
}
