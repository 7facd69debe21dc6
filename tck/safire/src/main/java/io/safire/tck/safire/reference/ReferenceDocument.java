package io.safire.tck.safire.reference;

import static java.util.stream.Collectors.joining;

/** The AsciiDoc document with the behaviors of the reference client. */
public final class ReferenceDocument {

    private ReferenceDocument() {}

    /** Returns a document with the behaviors of the reference client, their differences and their tests. */
    public static String text() {
        StringBuilder text = new StringBuilder("""
                = Safire 0.4 and this project

                This page lists the behaviors of Safire 0.4, which is a Ruby client, and the differences in this project with their reasons. The last column
                lists the tests that verify the behavior of this project. Lines 87 to 100 list weaknesses of Safire 0.4.

                The verdict is one of these words: *same* (this project behaves in the same way), *better* (this project keeps the behavior and adds to it, or
                does not have the weakness), *different* (this project behaves differently, for the given reason), or *later* (the behavior is part of UDAP,
                which this project does not support yet).

                xref:client-errors.adoc[Troubleshooting pages of Safire 0.4] compares the troubleshooting guide of Safire 0.4 with this project.

                [cols="1,6,1,6,5"]
                |===
                |ID |Safire 0.4 |Verdict |This project |Tests

                """);
        ReferenceBehavior.all().forEach(behavior -> text.append(row(behavior)));
        return text.append("|===\n").toString();
    }

    private static String row(ReferenceBehavior behavior) {
        String tests = behavior.tests().stream().map(test -> "`" + test + "`").collect(joining(", "));
        return "|" + behavior.id().replaceFirst(".*/", "") + " |" + behavior.line() + " |"
                + behavior.verdict().word() + " |" + behavior.difference() + " |" + tests + "\n";
    }
}
