package io.safire.tck.coverage;

import java.util.List;

/**
 * A requirement that no test of this TCK verifies.
 *
 * @param id the requirement
 * @param state {@code reason} if the requirement stays without a test, {@code open} if a test is planned
 * @param reason the explanation
 */
public record UntestedRequirement(String id, String state, String reason) {

    /** The maximum number of requirements that may stay without a test. */
    public static final int MAX_UNTESTED = 6;

    /** Returns all requirements without a test, in the order of the file. */
    public static List<UntestedRequirement> all() {
        return TsvTable.rows("without-test.tsv", 3).stream()
                .map(row -> new UntestedRequirement(row[0], row[1], row[2]))
                .toList();
    }

    boolean isOpen() {
        return state.equals("open");
    }
}
