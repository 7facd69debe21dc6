package io.safire.internal.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A reader for files and classpath resources of at most 1 MiB. */
final class ResourceLoader {

    private static final String CLASSPATH = "classpath:";
    private static final int MAX_BYTES = 1 << 20;
    /** The beginning of a PEM text, a JWK or a key in Base64. */
    private static final Pattern KEY = Pattern.compile("(?s).*-----BEGIN .*|\\s*\\{.*|M[A-P][A-Za-z0-9+/=\\s]{60,}");

    private static final Pattern LOCATION = Pattern.compile(
            "(classpath:|file:|[A-Za-z]:[/\\\\]|/|~|\\.{1,2}/)[^\\r\\n]*|[^\\r\\n]{1,200}\\.[A-Za-z0-9]{1,5}");

    private ResourceLoader() {}

    /** A location has the form of a URL or path, or is the name of a file. */
    static boolean isLocation(String text) {
        String stripped = text.strip();
        try {
            return !KEY.matcher(stripped).matches()
                    && (LOCATION.matcher(stripped).matches() || Files.isRegularFile(Path.of(stripped)));
        } catch (InvalidPathException notAPath) {
            return false;
        }
    }

    static byte[] readBytes(String location) {
        if (KEY.matcher(location).matches()) {
            throw new UnreadableResourceException("it is the text of a key or certificate, not the location of a file");
        }
        try (InputStream stream = open(location.strip())) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnreadableResourceException(location + " is larger than 1 MiB");
            }
            return bytes;
        } catch (IOException | IllegalArgumentException | FileSystemNotFoundException unreadable) {
            throw new UnreadableResourceException(
                    location + " cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    /** The result is empty if the location is not a file, for example a resource on the class path. */
    static Optional<FileState> state(String location) {
        try {
            Optional<Path> file = file(location.strip());
            return file.isPresent() ? Optional.of(FileState.of(file.get())) : Optional.empty();
        } catch (IOException | IllegalArgumentException | FileSystemNotFoundException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Path> file(String location) {
        if (location.startsWith(CLASSPATH)) {
            return Optional.empty();
        }
        Path file = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
        return Optional.of(file).filter(Files::isRegularFile);
    }

    private static InputStream open(String location) throws IOException {
        Optional<Path> file = file(location);
        if (file.isPresent()) {
            return Files.newInputStream(file.get());
        }
        InputStream resource =
                openClasspathResource(location.replaceFirst("^" + CLASSPATH, "").replaceFirst("^/+", ""));
        if (resource == null) {
            throw new UnreadableResourceException(location + " is neither a file nor a resource on the class path");
        }
        return resource;
    }

    private static @Nullable InputStream openClasspathResource(String name) {
        return Stream.of(Thread.currentThread().getContextClassLoader(), ResourceLoader.class.getClassLoader())
                .filter(loader -> loader != null)
                .map(loader -> loader.getResourceAsStream(name))
                .filter(stream -> stream != null)
                .findFirst()
                .orElse(null);
    }
}
