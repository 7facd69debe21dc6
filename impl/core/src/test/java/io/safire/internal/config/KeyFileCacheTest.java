package io.safire.internal.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests change the content of a file but not its attributes, and therefore see whether the file is read. */
class KeyFileCacheTest {

    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private final KeyFileCache files = new KeyFileCache(nanoTime::get);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void createFile() throws IOException {
        file = folder.resolve("app.pem");
        write("old");
    }

    @Test
    void readsChangedFileAfterOneSecond() throws IOException {
        assertThat(content()).isEqualTo("old");
        write("other");
        advance(Duration.ofMillis(999));
        assertThat(content()).isEqualTo("old");
        advance(Duration.ofMillis(1));
        assertThat(content()).isEqualTo("other");
    }

    @Test
    void readsFileOnlyIfItsAttributesHaveChanged() throws IOException {
        assertThat(content()).isEqualTo("old");
        write("new");
        for (int second = 0; second < 3; second++) {
            advance(Duration.ofSeconds(1));
            assertThat(content()).isEqualTo("old");
        }
        Files.setLastModifiedTime(file, FileTime.from(TIME.toInstant().plusMillis(1)));
        advance(Duration.ofSeconds(1));
        assertThat(content()).isEqualTo("new");
    }

    @Test
    void readsReplacedFileWithEqualTimeAndSize() throws IOException {
        assertThat(content()).isEqualTo("old");
        Path next = Files.writeString(folder.resolve("next.pem"), "new");
        Files.setLastModifiedTime(next, TIME);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        advance(Duration.ofSeconds(1));
        assertThat(content()).isEqualTo("new");
    }

    /** Kubernetes replaces a mounted secret by changing a link to its folder. */
    @Test
    void readsFileBehindChangedLink() throws IOException {
        Path one = Files.createDirectory(folder.resolve("..1"));
        Path two = Files.createDirectory(folder.resolve("..2"));
        Files.setLastModifiedTime(Files.writeString(one.resolve("app.pem"), "one"), TIME);
        Files.setLastModifiedTime(Files.writeString(two.resolve("app.pem"), "two"), TIME);
        Path link = Files.createSymbolicLink(folder.resolve("..data"), one);
        file = link.resolve("app.pem");
        assertThat(content()).isEqualTo("one");
        Files.delete(link);
        Files.createSymbolicLink(link, two);
        advance(Duration.ofSeconds(1));
        assertThat(content()).isEqualTo("two");
    }

    @Test
    void reportsDeletedFileAndReadsNewOne() throws IOException {
        assertThat(content()).isEqualTo("old");
        Files.delete(file);
        assertThat(content()).isEqualTo("old");
        advance(Duration.ofSeconds(1));
        assertThatThrownBy(this::content).isInstanceOf(UnreadableResourceException.class);
        write("new");
        assertThat(content()).isEqualTo("new");
    }

    @Test
    void readsClasspathResourceOnce() {
        String location = "classpath:io/safire/internal/config/settings.properties";
        assertThat(files.content(location)).isSameAs(files.content(location));
        advance(Duration.ofHours(1));
        assertThat(files.content(location)).isSameAs(files.content(location));
    }

    private String content() {
        return files.content(file.toString()).text().orElseThrow();
    }

    private void advance(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    /** Overwrites the content and restores the time. */
    private void write(String content) throws IOException {
        Files.write(file, content.getBytes(UTF_8));
        Files.setLastModifiedTime(file, TIME);
    }
}
