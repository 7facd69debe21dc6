package io.safire.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * An extractor that copies the resources of a JAR, WAR or EAR into directories, one for each element of its class path.
 * Classes and large files are not copied.
 */
final class ArchiveExtractor {

    static final String CONFIGURATION = "META-INF/microprofile-config.properties";

    /** The maximum size of a copied file. Safire reads no larger key file. */
    private static final int MAX_BYTES = 1 << 20;
    /** An EAR contains a WAR, which contains JARs. */
    private static final int MAX_DEPTH = 2;

    private static final Pattern NESTED =
            Pattern.compile("(?:(?:WEB-INF|BOOT-INF|APP-INF)/)?lib/[^/]+\\.jar|[^/]+\\.(?:war|jar)");
    private static final Pattern ON_CLASS_PATH = Pattern.compile("(?:(?:WEB-INF|BOOT-INF)/classes/)?(.+)");

    private final Path target;
    private final List<Path> directories = new ArrayList<>();
    /** WARs in an EAR, each with a configuration. */
    private final List<String> applications = new ArrayList<>();

    /**
     * @param target an empty directory that only the current user can read
     */
    ArchiveExtractor(Path target) {
        this.target = target;
    }

    /**
     * @return the directories of the class path
     */
    List<Path> extract(Path archive) throws IOException {
        try (InputStream file = Files.newInputStream(archive)) {
            extract(new ZipInputStream(file), archive.getFileName().toString(), 0);
        }
        if (applications.size() > 1) {
            throw new DoctorException(
                    DoctorMessage.SEVERAL_APPLICATIONS, archive.getFileName(), String.join(", ", applications));
        }
        return directories;
    }

    private void extract(ZipInputStream archive, String name, int depth) throws IOException {
        Path directory = Files.createDirectory(target.resolve(String.valueOf(directories.size())));
        directories.add(directory);
        boolean web = name.endsWith(".war");
        for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            String path = entry.getName();
            if (depth < MAX_DEPTH && NESTED.matcher(path).matches()) {
                extract(new ZipInputStream(archive), path, depth + 1);
            } else if (!entry.isDirectory()) {
                resourceName(path, web)
                        .flatMap(resource -> inside(directory, resource))
                        .ifPresent(file -> copy(archive, file));
            }
        }
        if (depth > 0 && web && containsConfiguration(directory)) {
            applications.add(name);
        }
    }

    /**
     * Returns the name under which the class loader of the application finds an entry; empty if the entry is not on the
     * class path.
     */
    private static Optional<String> resourceName(String path, boolean web) {
        Matcher matcher = ON_CLASS_PATH.matcher(path);
        boolean isInClasses = matcher.matches() && !matcher.group(1).equals(path);
        if (path.endsWith(".class") || web && !isInClasses) {
            return Optional.empty();
        }
        return Optional.of(matcher.group(1));
    }

    /** The result is empty if an archive tries to write outside of the directory. */
    private static Optional<Path> inside(Path directory, String resource) {
        try {
            Path file = directory.resolve(resource).normalize();
            return Optional.of(file).filter(path -> path.startsWith(directory) && !Files.exists(path));
        } catch (InvalidPathException invalid) {
            return Optional.empty();
        }
    }

    private static void copy(InputStream entry, Path file) {
        try {
            byte[] bytes = entry.readNBytes(MAX_BYTES + 1);
            if (bytes.length <= MAX_BYTES) {
                Files.createDirectories(file.getParent());
                Files.write(file, bytes);
            }
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /**
     * Returns true if the WAR contains a configuration.
     *
     * @param directory the first of the directories to which the WAR was extracted
     */
    private boolean containsConfiguration(Path directory) {
        Stream<Path> ofWar = directories.subList(directories.indexOf(directory), directories.size()).stream();
        return ofWar.anyMatch(path -> Files.exists(path.resolve(CONFIGURATION)));
    }
}
