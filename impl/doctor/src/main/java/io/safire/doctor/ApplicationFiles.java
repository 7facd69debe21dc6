package io.safire.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration and key files of an application.
 *
 * @param description the location of the files, for messages
 * @param classPath the directories of the class path
 * @param singleFile a properties file that is not on the class path
 * @param temporary the directory with extracted files
 */
record ApplicationFiles(
        String description,
        List<Path> classPath,
        @Nullable Path singleFile,
        @Nullable Path temporary) implements AutoCloseable {

    private static final List<String> CLASS_DIRECTORIES =
            List.of("", "src/main/resources", "WEB-INF/classes", "BOOT-INF/classes", "target/classes");

    /**
     * @param directory the current directory
     * @param location a properties file, a directory, a JAR, a WAR or an EAR; null to search in the current directory
     * @throws DoctorException if the location contains no configuration
     */
    static ApplicationFiles find(Path directory, @Nullable Path location) {
        if (location == null) {
            return inDirectory(directory)
                    .orElseGet(() -> new ApplicationFiles(
                            directory.toAbsolutePath().normalize().toString(), List.of(), null, null));
        }
        Path path = directory.resolve(location);
        if (!Files.exists(path)) {
            throw unreadable(location, "it does not exist");
        }
        if (Files.isDirectory(path)) {
            return inDirectory(path)
                    .orElseThrow(
                            () -> unreadable(location, "the directory contains no " + ArchiveExtractor.CONFIGURATION));
        }
        return path.toString().endsWith(".properties") ? properties(path) : archive(path, location);
    }

    ClassLoader classLoader() {
        return new ResourceClassLoader(
                classPath.stream().map(ApplicationFiles::url).toList());
    }

    private static Optional<ApplicationFiles> inDirectory(Path directory) {
        return CLASS_DIRECTORIES.stream()
                .map(directory::resolve)
                .filter(path -> Files.exists(path.resolve(ArchiveExtractor.CONFIGURATION)))
                .findFirst()
                .map(path -> new ApplicationFiles(
                        path.resolve(ArchiveExtractor.CONFIGURATION).normalize().toString(),
                        List.of(path),
                        null,
                        null));
    }

    private static ApplicationFiles properties(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        if (!absolute.endsWith(ArchiveExtractor.CONFIGURATION)) {
            return new ApplicationFiles(file.toString(), List.of(), absolute, null);
        }
        Path classPath = absolute.resolve("../..").normalize();
        return new ApplicationFiles(file.toString(), List.of(classPath), null, null);
    }

    private static ApplicationFiles archive(Path archive, Path location) {
        Path temporary = null;
        try {
            temporary = Files.createTempDirectory("safire-doctor");
            List<Path> classPath = new ArchiveExtractor(temporary).extract(archive);
            if (classPath.stream().noneMatch(path -> Files.exists(path.resolve(ArchiveExtractor.CONFIGURATION)))) {
                throw unreadable(
                        location, "the archive contains no " + ArchiveExtractor.CONFIGURATION + " on its class path");
            }
            return new ApplicationFiles(archive.toString(), classPath, null, temporary);
        } catch (IOException | UncheckedIOException failure) {
            delete(temporary);
            throw unreadable(location, failure.getClass().getSimpleName());
        } catch (DoctorException failure) {
            delete(temporary);
            throw failure;
        }
    }

    @Override
    public void close() {
        delete(temporary);
    }

    private static void delete(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = new ArrayList<>(files.toList());
            deepestFirst.sort(Comparator.reverseOrder());
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The temporary directory cannot be deleted: " + directory, failure);
        }
    }

    private static DoctorException unreadable(Path location, String reason) {
        return new DoctorException(DoctorMessage.UNREADABLE_CONFIGURATION, location, reason);
    }

    private static URL url(Path directory) {
        try {
            return directory.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
