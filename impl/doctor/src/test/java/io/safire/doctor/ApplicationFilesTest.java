package io.safire.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationFilesTest {

    private static final String CONFIGURATION = ArchiveExtractor.CONFIGURATION;

    @TempDir
    Path directory;

    @Test
    void findsConfigurationOfProjectInCurrentDirectory() throws IOException {
        write("src/main/resources/" + CONFIGURATION, "a=1");
        assertThat(read(null, CONFIGURATION)).isEqualTo("a=1");
    }

    @Test
    void findsConfigurationOfExplodedArchive() throws IOException {
        write("app/WEB-INF/classes/" + CONFIGURATION, "a=2");
        assertThat(read("app", CONFIGURATION)).isEqualTo("a=2");
    }

    @Test
    void findsFilesBesideGivenConfiguration() throws IOException {
        write("conf/" + CONFIGURATION, "a=3");
        write("conf/keys/key.pem", "pem");
        assertThat(read("conf/" + CONFIGURATION, "keys/key.pem")).isEqualTo("pem");
    }

    @Test
    void readsJar() throws IOException {
        archive("app.jar", Map.of(CONFIGURATION, bytes("a=4"), "key.pem", bytes("pem")));
        assertThat(read("app.jar", CONFIGURATION)).isEqualTo("a=4");
        assertThat(read("app.jar", "key.pem")).isEqualTo("pem");
    }

    @Test
    void readsClassesAndLibrariesOfWar() throws IOException {
        byte[] library = zip(Map.of(CONFIGURATION, bytes("library=1"), "key.pem", bytes("pem")));
        archive(
                "app.war",
                Map.of(
                        "WEB-INF/classes/" + CONFIGURATION,
                        bytes("classes=1"),
                        "WEB-INF/lib/library.jar",
                        library,
                        "META-INF/other.properties",
                        bytes("not on the class path")));
        try (ApplicationFiles files = find("app.war")) {
            assertThat(files.classLoader().getResources(CONFIGURATION).asIterator())
                    .toIterable()
                    .hasSize(2);
            assertThat(files.classLoader().getResource("META-INF/other.properties"))
                    .isNull();
        }
        assertThat(read("app.war", "key.pem")).isEqualTo("pem");
    }

    @Test
    void readsExecutableArchiveWithNestedLibraries() throws IOException {
        archive(
                "boot.jar",
                Map.of(
                        "BOOT-INF/classes/" + CONFIGURATION,
                        bytes("a=5"),
                        "BOOT-INF/lib/library.jar",
                        zip(Map.of("key.pem", bytes("pem")))));
        assertThat(read("boot.jar", CONFIGURATION)).isEqualTo("a=5");
        assertThat(read("boot.jar", "key.pem")).isEqualTo("pem");
    }

    @Test
    void readsApplicationInEar() throws IOException {
        byte[] library = zip(Map.of("key.pem", bytes("pem")));
        byte[] war = zip(Map.of("WEB-INF/classes/" + CONFIGURATION, bytes("a=6"), "WEB-INF/lib/library.jar", library));
        archive("app.ear", Map.of("web.war", war, "lib/shared.jar", zip(Map.of("shared.txt", bytes("shared")))));
        assertThat(read("app.ear", CONFIGURATION)).isEqualTo("a=6");
        assertThat(read("app.ear", "key.pem")).isEqualTo("pem");
        assertThat(read("app.ear", "shared.txt")).isEqualTo("shared");
    }

    @Test
    void refusesEarWithSeveralApplications() throws IOException {
        byte[] war = zip(Map.of("WEB-INF/classes/" + CONFIGURATION, bytes("a=7")));
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("one.war", war);
        entries.put("two.war", war);
        archive("app.ear", entries);
        assertThatThrownBy(() -> find("app.ear"))
                .isInstanceOf(DoctorException.class)
                .hasMessageContainingAll("SAFIRE-2303", "one.war, two.war");
    }

    @Test
    void namesCurrentDirectoryWithoutConfiguration() {
        Path current = Path.of("");
        try (ApplicationFiles files = ApplicationFiles.find(current, null)) {
            assertThat(files.description()).isEqualTo(current.toAbsolutePath().toString());
        }
    }

    @Test
    void refusesLocationsWithoutConfiguration() throws IOException {
        archive("empty.war", Map.of(CONFIGURATION, bytes("not on the class path")));
        write("text.war", "no archive");
        Files.createDirectory(directory.resolve("empty"));
        for (String location : new String[] {"empty.war", "text.war", "empty", "missing.properties"}) {
            assertThatThrownBy(() -> find(location))
                    .isInstanceOf(DoctorException.class)
                    .hasMessageContainingAll("SAFIRE-2301", location);
        }
    }

    @Test
    void extractsNothingOutsideOfTemporaryDirectory() throws IOException {
        archive("app.jar", Map.of(CONFIGURATION, bytes("a=8"), "../../escaped.txt", bytes("escaped")));
        try (ApplicationFiles files = find("app.jar")) {
            Path temporary = files.temporary();
            assertThat(temporary.resolve("../escaped.txt")).doesNotExist();
            assertThat(temporary.resolveSibling("escaped.txt")).doesNotExist();
        }
    }

    @Test
    void loadsNeitherClassesNorServicesOfApplication() throws IOException {
        archive(
                "app.jar",
                Map.of(
                        CONFIGURATION,
                        bytes("a=9"),
                        "META-INF/services/java.lang.Runnable",
                        bytes("app.Task"),
                        "app/Task.class",
                        bytes("class")));
        try (ApplicationFiles files = find("app.jar")) {
            ClassLoader loader = files.classLoader();
            assertThat(loader.getResource("META-INF/services/java.lang.Runnable"))
                    .isNull();
            assertThat(loader.getResources("META-INF/services/java.lang.Runnable")
                            .hasMoreElements())
                    .isFalse();
            assertThat(loader.getResource("app/Task.class")).isNull();
            assertThatThrownBy(() -> loader.loadClass("app.Task")).isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void deletesExtractedFiles() throws IOException {
        archive("app.jar", Map.of(CONFIGURATION, bytes("a=10")));
        ApplicationFiles files = find("app.jar");
        assertThat(files.temporary()).isDirectory();
        files.close();
        assertThat(files.temporary()).doesNotExist();
    }

    private ApplicationFiles find(String location) {
        return ApplicationFiles.find(directory, location == null ? null : Path.of(location));
    }

    private String read(String location, String resource) throws IOException {
        try (ApplicationFiles files = find(location)) {
            URL url = files.classLoader().getResource(resource);
            assertThat(url).as(resource).isNotNull();
            try (InputStream stream = url.openStream()) {
                return new String(stream.readAllBytes(), UTF_8);
            }
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void archive(String name, Map<String, byte[]> entries) throws IOException {
        Files.write(directory.resolve(name), zip(entries));
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
