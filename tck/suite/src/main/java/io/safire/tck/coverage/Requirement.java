package io.safire.tck.coverage;

import java.util.List;

/**
 * A requirement on a client.
 *
 * @param id specification and number, such as {@code smart-2.2.0/60}
 * @param level the level that the specification gives it
 * @param decidedBy {@code library}, {@code brands} or {@code application}: who can keep it
 * @param line what is to be done
 * @param link where the specification says so
 */
public record Requirement(String id, String level, String decidedBy, String line, String link) {

    /** The specification. */
    public static final String SPECIFICATION = "smart-2.2.0";

    /**
     * All requirements of SMART App Launch 2.2.0 on clients.
     *
     * @return in the order of their numbers
     */
    public static List<Requirement> all() {
        return Table.rows(SPECIFICATION + ".tsv", 5).stream()
                .map(row -> new Requirement(SPECIFICATION + "/" + row[0], row[1], row[2], row[3], row[4]))
                .toList();
    }

    /**
     * Whether a test can show that it is kept: what the application decides, no test of a library can.
     *
     * @return whether there has to be a test
     */
    public boolean needsTest() {
        return !decidedBy.equals("application");
    }
}
