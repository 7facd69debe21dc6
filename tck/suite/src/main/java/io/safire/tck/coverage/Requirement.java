package io.safire.tck.coverage;

import java.util.List;

/**
 * A requirement for clients.
 *
 * @param id the specification and the number, such as {@code smart-2.2.0/60}
 * @param level the level that the specification assigns, such as SHALL
 * @param responsible the component that is responsible: {@code library}, {@code brands} or {@code application}
 * @param line the requirement
 * @param link the URL of the normative text
 */
public record Requirement(String id, String level, String responsible, String line, String link) {

    /** The name of the specification. */
    public static final String SPECIFICATION = "smart-2.2.0";

    /** Returns all requirements of SMART App Launch 2.2.0 for clients, in the order of their numbers. */
    public static List<Requirement> all() {
        return TsvTable.rows(SPECIFICATION + ".tsv", 5).stream()
                .map(row -> new Requirement(SPECIFICATION + "/" + row[0], row[1], row[2], row[3], row[4]))
                .toList();
    }

    /** Returns the number of the requirement. */
    public String number() {
        return id.substring(id.indexOf('/') + 1);
    }

    /** Returns the page of the specification with the normative text. */
    public SpecificationPage page() {
        return SpecificationPage.of(link);
    }

    /** Returns whether the requirement needs a test. Tests of a library cannot verify the decisions of an application. */
    public boolean needsTest() {
        return !responsible.equals("application");
    }
}
