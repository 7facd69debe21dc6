package io.safire.tck.diagnosis;

import io.safire.diagnosis.Step;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of results in the documentation. */
final class ResultsTable {

    private ResultsTable() {}

    static String of(Results results) {
        return String.join("\n", summary(results), faults(results), pairs(results), healthy(results));
    }

    private static String summary(Results results) {
        long errorFirst = count(results.faults().stream().filter(result -> result.error() == Verdict.FIRST));
        long diagnosisFirst = count(results.faults().stream().filter(result -> result.diagnosis() == Verdict.FIRST));
        return table(
                "4,1,1",
                "Goal |Result |Cases",
                Stream.of(
                        "the diagnosis names the cause of a single fault first |%d |%d"
                                .formatted(diagnosisFirst, results.faults().size()),
                        "the error alone names the cause of a single fault first |%d |%d"
                                .formatted(errorFirst, results.faults().size()),
                        "the diagnosis names both causes of a pair of faults |%d |%d"
                                .formatted(
                                        count(results.pairs().stream().filter(Results.PairResult::namesBoth)),
                                        results.pairs().size()),
                        "the diagnosis reports nothing above `info` for a client that works |%d |%d"
                                .formatted(
                                        count(results.healthy().stream().filter(result -> result.accusations()
                                                .isEmpty())),
                                        results.healthy().size())));
    }

    private static String faults(Results results) {
        return "== Single faults\n\n"
                + table(
                        "1,2,6,2,1,1",
                        "Case |Step |Fault |Flow |Error |Diagnosis",
                        results.faults().stream().map(result -> "%s |%s |%s |%s |%s |%s"
                                .formatted(
                                        result.fault().id(),
                                        name(result.fault().step()),
                                        cell(result.fault().title()),
                                        result.fault().flow().label(),
                                        result.error().text(),
                                        result.diagnosis().text())));
    }

    private static String pairs(Results results) {
        return "== Pairs of faults\n\n"
                + table(
                        "2,5,5,2",
                        "Cases |First fault |Second fault |Diagnosis",
                        results.pairs().stream().map(result -> "%s |%s |%s |%s"
                                .formatted(
                                        result.id(),
                                        cell(result.first().title()),
                                        cell(result.second().title()),
                                        result.namesBoth() ? "both" : "not both")));
    }

    private static String healthy(Results results) {
        return "== Clients that work\n\n"
                + table(
                        "1,8,2,2",
                        "Case |Client or server |Unusual |Findings",
                        results.healthy().stream().map(result -> "%s |%s |%s |%d"
                                .formatted(
                                        result.healthy().id(),
                                        cell(result.healthy().title()),
                                        result.healthy().odd() ? "yes" : "no",
                                        result.accusations().size())));
    }

    private static String table(String columns, String heading, Stream<String> rows) {
        List<String> lines = rows.map(row -> "|" + row).toList();
        return "[cols=\"" + columns + "\"]\n|===\n|" + heading + "\n\n" + String.join("\n", lines) + "\n|===\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String name(Step step) {
        return step == Step.FHIR ? "FHIR" : step.name().toLowerCase(Locale.ROOT);
    }

    private static long count(Stream<?> stream) {
        return stream.collect(Collectors.counting());
    }
}
