package io.safire.impl.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A reader for files and classpath resources of at most 1 MiB. */
final class Resource {

    private static final String CLASSPATH = "classpath:";
    private static final int LIMIT = 1 << 20;

    private Resource() {}

    static String text(String location) {
        return new String(bytes(location), UTF_8);
    }

    static byte[] bytes(String location) {
        try (InputStream stream = open(location.strip())) {
            byte[] bytes = stream.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new UnreadableException(location + " is larger than 1 MiB");
            }
            return bytes;
        } catch (IOException | IllegalArgumentException | FileSystemNotFoundException unreadable) {
            throw new UnreadableException(
                    location + " cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private static InputStream open(String location) throws IOException {
        if (!location.startsWith(CLASSPATH)) {
            Path file = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
            if (Files.isRegularFile(file)) {
                return Files.newInputStream(file);
            }
        }
        InputStream resource =
                resource(location.replaceFirst("^" + CLASSPATH, "").replaceFirst("^/+", ""));
        if (resource == null) {
            throw new UnreadableException(location + " is neither a file nor a resource on the class path");
        }
        return resource;
    }

    private static @Nullable InputStream resource(String name) {
        return Stream.of(Thread.currentThread().getContextClassLoader(), Resource.class.getClassLoader())
                .filter(loader -> loader != null)
                .map(loader -> loader.getResourceAsStream(name))
                .filter(stream -> stream != null)
                .findFirst()
                .orElse(null);
    }
}
