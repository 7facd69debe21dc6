package io.safire.tck.coverage;

import java.util.List;

/**
 * A behavior of Safire 0.4, the Ruby client that this project follows.
 *
 * @param id the ID, such as {@code safire-0.4/12}
 * @param line the behavior of the reference client
 * @param difference the difference in this project, or a test of the implementation that shows the behavior; may be
 *     empty if a test of this TCK shows the behavior
 */
public record ReferenceBehavior(String id, String line, String difference) {

    /** The name of the reference client. */
    public static final String SPECIFICATION = "safire-0.4";

    /** Returns all behaviors in the order of their numbers. */
    public static List<ReferenceBehavior> all() {
        return TsvTable.rows(SPECIFICATION + ".tsv", 3).stream()
                .map(row -> new ReferenceBehavior(SPECIFICATION + "/" + row[0], row[1], row[2]))
                .toList();
    }
}
