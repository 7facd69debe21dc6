package io.safire.coverage;

import static java.util.stream.Collectors.joining;

import io.safire.tck.coverage.Requirement;
import io.safire.tck.coverage.RuntimeReport;
import io.safire.tck.coverage.TckCoverage;
import io.safire.tck.coverage.TckTest;
import io.safire.tck.coverage.TestOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The runtimes on which all tests of a requirement passed. */
final class ShownRuntimes {

    private static final String ALL = "all";
    private static final String NONE = "none";

    /** Matches the number and the runtimes of a requirement in the document. */
    private static final Pattern ROW = Pattern.compile("(?ms)^\\|https://[^\\[]+\\[(\\d+)\\]$.*?^Runtimes:: (.+?)$");

    private ShownRuntimes() {}

    /** Returns the runtimes by the reports, or by the present document if a runtime has no report. */
    static Function<Requirement, String> current(TckCoverage coverage, Path document) {
        List<RuntimeReport> reports =
                Stream.of(TestedRuntime.values()).map(TestedRuntime::report).toList();
        boolean complete =
                reports.stream().noneMatch(report -> report.outcomes().isEmpty());
        return complete ? ofReports(coverage, reports) : ofDocument(document);
    }

    /** Returns the runtimes by the reports. */
    static Function<Requirement, String> ofReports(TckCoverage coverage, List<RuntimeReport> reports) {
        return requirement -> {
            List<TckTest> tests = coverage.tests(requirement.id());
            List<String> shown = reports.stream()
                    .filter(report ->
                            tests.stream().allMatch(test -> report.outcomes().get(test.name()) == TestOutcome.PASSED))
                    .map(RuntimeReport::runtime)
                    .toList();
            return shown.size() == reports.size()
                    ? ALL
                    : shown.stream().collect(joining(", ")).replaceFirst("^$", NONE);
        };
    }

    /**
     * Returns the runtimes in the present document. A requirement that the document does not contain must pass on all
     * runtimes, which {@code RuntimesTest} verifies.
     */
    static Function<Requirement, String> ofDocument(Path document) {
        Map<String, String> byNumber = new TreeMap<>();
        for (String row : read(document).split("\n\n(?=\\|https)")) {
            ROW.matcher(row).results().forEach(match -> byNumber.put(match.group(1), match.group(2)));
        }
        return requirement -> byNumber.getOrDefault(requirement.number(), ALL);
    }

    private static String read(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
