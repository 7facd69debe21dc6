package io.safire.tck.coverage;

import java.util.List;

/**
 * A behaviour of Safire 0.4, the client in Ruby that this project has its ways from.
 *
 * @param id such as {@code safire-0.4/12}
 * @param line what the reference does
 * @param answer where this project does otherwise, or which test of the implementation holds it; may be empty where a test
 *     of this TCK does
 */
public record Behaviour(String id, String line, String answer) {

    /** The reference. */
    public static final String SPECIFICATION = "safire-0.4";

    /**
     * All behaviours.
     *
     * @return in the order of their numbers
     */
    public static List<Behaviour> all() {
        return Table.rows(SPECIFICATION + ".tsv", 3).stream()
                .map(row -> new Behaviour(SPECIFICATION + "/" + row[0], row[1], row[2]))
                .toList();
    }
}
