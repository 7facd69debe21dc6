package io.safire.tck.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.CheckResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that errors and diagnoses name the causes of seeded faults, and that no healthy client is accused. The folder
 * {@code target} contains a report of the cases that miss a goal.
 */
class SeededFaultsTest {

    private static final Path RESULTS = Path.of("../../docs/guides/diagnosis-results.adoc");
    private static final String START = "// tag::results[]\n";
    private static final String END = "// end::results[]";
    /**
     * The checks that report information or a time that the cases do not change. {@link OutsideDiagnosisTest} covers these
     * checks, except SD-C02, which ConfigurationDiagnosisTest covers.
     * With an unreadable key (SD-K01), no client is created; the key can become unreadable only later.
     */
    private static final List<String> NOT_SEEDED = List.of("SD-C02", "SD-D04", "SD-D10", "SD-K01", "SD-N03", "SD-N04");

    private static final int MIN_SINGLE_FAULTS = 60;
    private static final int MIN_PAIRS = 20;
    private static final int MIN_HEALTHY = 15;
    private static final int MIN_ODD = 8;
    private static final int MIN_ERROR_PERCENT = 85;

    @TempDir
    static @Nullable Path folder;

    private static @Nullable Results results;

    @BeforeAll
    static void run() throws IOException {
        try (Lab lab = new Lab(requireNonNull(folder))) {
            results = Results.of(lab);
        }
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("misses.txt"), Report.of(results()));
    }

    private static Results results() {
        return requireNonNull(results);
    }

    @Test
    void hasEnoughCases() {
        assertThat(results().faults()).hasSizeGreaterThanOrEqualTo(MIN_SINGLE_FAULTS);
        assertThat(results().pairs()).hasSizeGreaterThanOrEqualTo(MIN_PAIRS);
        assertThat(results().healthy()).hasSizeGreaterThanOrEqualTo(MIN_HEALTHY);
        assertThat(results().healthy().stream()
                        .filter(result -> result.healthy().odd()))
                .hasSizeGreaterThanOrEqualTo(MIN_ODD);
    }

    /** {@code known-misses.txt} lists the cases in which the diagnosis does not yet name the cause. */
    @Test
    void diagnosisNamesEachCause() throws IOException {
        List<String> known;
        try (InputStream in = requireNonNull(SeededFaultsTest.class.getResourceAsStream("known-misses.txt"))) {
            known = new String(in.readAllBytes(), UTF_8).lines().toList();
        }
        assertThat(results().misses()).as(Report.of(results())).isSubsetOf(known);
    }

    @Test
    void errorAloneNamesMostCauses() {
        assertThat(results().errorPercent()).as(Report.of(results())).isGreaterThanOrEqualTo(MIN_ERROR_PERCENT);
    }

    @Test
    void documentationShowsResults() throws IOException {
        String text = Files.readString(RESULTS);
        String expected = text.substring(0, text.indexOf(START) + START.length())
                + ResultsTable.of(results())
                + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(RESULTS, expected);
        }
        assertThat(Files.readString(RESULTS)).isEqualTo(expected);
    }

    /** Each check reports a finding in at least one case, and none for at least one client that works. */
    @Test
    void eachCheckFiresAndStaysSilent() {
        Set<String> fired = checks(
                results().observations().stream(), check -> !check.findings().isEmpty());
        Set<String> silent = checks(
                results().healthy().stream().map(Results.HealthyResult::observation),
                check -> check.notRunReason().isEmpty() && check.findings().isEmpty());
        Set<String> all = checks(results().observations().stream(), check -> true);
        assertThat(all.stream().filter(id -> !silent.contains(id))).isEmpty();
        assertThat(all.stream().filter(id -> !fired.contains(id))).containsExactlyElementsOf(NOT_SEEDED);
    }

    private static Set<String> checks(Stream<Observation> observations, Predicate<CheckResult> condition) {
        return observations
                .flatMap(observation -> observation.diagnosis().stream())
                .flatMap(diagnosis -> diagnosis.checks().stream())
                .filter(condition)
                .map(CheckResult::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void showsNoSecret() {
        assertThat(results().observations()).noneMatch(Observation::hasSecret);
    }
}
