package io.safire.tck.safire.reference;

import io.safire.tck.coverage.TsvTable;
import java.util.List;
import java.util.Locale;

/**
 * A behavior of Safire 0.4, the Ruby client that this project follows.
 *
 * @param id the ID, such as {@code safire-0.4/12}
 * @param line the behavior of the reference client
 * @param verdict the comparison of this project with the reference client
 * @param difference the difference in this project, or a test of the implementation that shows the behavior; may be
 *     empty if a test of the TCK shows the behavior
 * @param tests the tests of the TCK that show the behavior, as class and method
 */
public record ReferenceBehavior(String id, String line, Verdict verdict, String difference, List<String> tests) {

    public ReferenceBehavior {
        tests = List.copyOf(tests);
    }

    /** A comparison of this project with the reference client. */
    public enum Verdict {
        /** This project behaves in the same way. */
        SAME,
        /** This project extends the behavior, or avoids its weakness. */
        BETTER,
        /** This project decides otherwise, for a reason that the difference states. */
        DIFFERENT,
        /** The behavior is part of UDAP, which this project does not support yet. */
        LATER;

        /** Returns the word in the documentation. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The name of the reference client. */
    public static final String SPECIFICATION = "safire-0.4";

    /** Returns all behaviors in the order of their numbers. */
    public static List<ReferenceBehavior> all() {
        return TsvTable.rows(SPECIFICATION + ".tsv", 5).stream()
                .map(row -> new ReferenceBehavior(
                        SPECIFICATION + "/" + row[0],
                        row[1],
                        Verdict.valueOf(row[2].toUpperCase(Locale.ROOT)),
                        row[3],
                        names(row[4])))
                .toList();
    }

    private static List<String> names(String tests) {
        return tests.isEmpty() ? List.of() : List.of(tests.split(" "));
    }
}
