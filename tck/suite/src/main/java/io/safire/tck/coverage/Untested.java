package io.safire.tck.coverage;

import java.util.List;

/**
 * A requirement that no test of this TCK proves.
 *
 * @param id the requirement
 * @param state {@code reason} where it stays so, {@code open} where a test is still to come
 * @param reason why
 */
public record Untested(String id, String state, String reason) {

    /** How many requirements may stay without a test. */
    public static final int MOST = 6;

    /**
     * All of them.
     *
     * @return in the order of the file
     */
    public static List<Untested> all() {
        return Table.rows("without-test.tsv", 3).stream()
                .map(row -> new Untested(row[0], row[1], row[2]))
                .toList();
    }

    boolean open() {
        return state.equals("open");
    }
}
