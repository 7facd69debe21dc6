package io.safire.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The journals of all nodes of a cluster, including killed nodes. */
record StoreJournal(Path directory) {

    /**
     * Returns the ids of the processes that may have changed an entry last, or were about to.
     *
     * @return one id; several if nodes ended, or received no response, during a write
     */
    Set<Long> lastWriters(String subject) {
        long last = 0;
        Set<Long> writers = new HashSet<>();
        for (Path file : files()) {
            long version = lastVersion(file, subject);
            if (version > last) {
                writers.clear();
            }
            if (version > 0 && version >= last) {
                last = version;
                writers.add(Long.valueOf(file.getFileName().toString()));
            }
        }
        return writers;
    }

    private static long lastVersion(Path file, String subject) {
        Set<Long> versions = new HashSet<>();
        for (String line : lines(file)) {
            String[] words = line.split(" ");
            if (!words[1].equals(subject)) {
                continue;
            }
            Long version = Long.valueOf(words[2]);
            if (words[0].equals(JournalStore.SAVING)) {
                versions.add(version);
            } else {
                versions.remove(version);
            }
        }
        return versions.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private Path[] files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toArray(Path[]::new);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Iterable<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
