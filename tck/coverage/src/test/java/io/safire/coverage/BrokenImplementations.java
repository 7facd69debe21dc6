package io.safire.coverage;

import static java.util.stream.Collectors.toMap;

import io.safire.tck.coverage.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The broken implementations by requirement. This class reads their generated table, which the runner of the broken
 * implementations compares with its code, because the compiled classes need the dependencies of that runner.
 */
final class BrokenImplementations {

    private static final Path TABLE = Path.of("../../docs/broken-implementations.adoc");
    private static final Path WITHOUT_BREAKAGE = Path.of("../runners/broken/src/test/resources/without-breakage.tsv");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|(.+) \\|(\\d[\\d, ]*) \\|`.*$");

    private BrokenImplementations() {}

    /** Returns the names of the defects by the id of the violated requirement. */
    static Map<String, List<String>> byRequirement() {
        Map<String, List<String>> names = new TreeMap<>();
        for (MatchResult row : ROW.matcher(read(TABLE)).results().toList()) {
            Stream.of(row.group(2).split(", "))
                    .map(number -> Requirement.SPECIFICATION + "/" + number)
                    .forEach(id ->
                            names.computeIfAbsent(id, any -> new ArrayList<>()).add(row.group(1)));
        }
        return names;
    }

    /** Returns the reasons for requirements without a broken implementation, by id. */
    static Map<String, String> reasons() {
        return read(WITHOUT_BREAKAGE)
                .lines()
                .skip(1)
                .map(line -> line.split("\t", 2))
                .collect(toMap(columns -> columns[0], columns -> columns[1]));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
