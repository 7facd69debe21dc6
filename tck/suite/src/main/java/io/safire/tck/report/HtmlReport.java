package io.safire.tck.report;

import static io.safire.tck.report.HtmlElements.add;
import static io.safire.tck.report.HtmlElements.addCell;
import static io.safire.tck.report.HtmlElements.addTable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.safire.tck.area.Area;
import io.safire.tck.coverage.TestOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.w3c.dom.Element;

/** A writer of reports as a self-contained web page. */
final class HtmlReport {

    private static final String RESULT = "Result";

    private final TckReport report;
    private final Element root = HtmlElements.createRoot();

    private HtmlReport(TckReport report) {
        this.report = report;
    }

    static String text(TckReport report) {
        return new HtmlReport(report).text();
    }

    private String text() {
        RunEnvironment run = report.environment();
        String title = "TCK report of " + run.implementation().name() + " "
                + run.implementation().version();
        addHead(title);
        Element body = add(root, "body");
        add(body, "h1", title);
        addSummary(body);
        addCounts(body);
        addFailures(body);
        ResultTables.addRequirements(body, report.requirements());
        ResultTables.addTestsWithoutRequirement(body, report.testsWithoutRequirement());
        return HtmlElements.text(root);
    }

    private void addHead(String title) {
        root.setAttribute("lang", "en");
        Element head = add(root, "head");
        add(head, "meta").setAttribute("charset", "utf-8");
        Element viewport = add(head, "meta");
        viewport.setAttribute("name", "viewport");
        viewport.setAttribute("content", "width=device-width, initial-scale=1");
        add(head, "title", title);
        add(head, "style", style());
    }

    private void addSummary(Element body) {
        RunEnvironment run = report.environment();
        String verdict =
                report.count(TestOutcome.PASSED) + " of " + report.tests().size() + " tests passed";
        String style = RequirementOutcome.of(report.tests()).words().replace(' ', '-');
        add(body, "p", verdict).setAttribute("class", "verdict " + style);
        Element list = add(body, "dl");
        addTerm(list, "Runtime", run.runtime());
        addTerm(list, "Java", run.java());
        addTerm(list, "TCK", run.tckVersion());
        addTerm(list, "Areas", run.unclaimedAreas().isEmpty() ? "all" : names(run.areas()));
        if (!run.unclaimedAreas().isEmpty()) {
            addTerm(list, "Areas not claimed", names(run.unclaimedAreas()));
        }
        addTerm(list, "Finished", run.finished().toString());
    }

    private static String names(List<Area> areas) {
        return areas.stream().map(Area::tag).collect(joining(", "));
    }

    private static void addTerm(Element list, String name, String value) {
        add(list, "dt", name);
        add(list, "dd", value);
    }

    private void addCounts(Element body) {
        add(body, "h2", "Counts");
        Element counts = addTable(body, "counts", RESULT, "Requirements", "Tests");
        for (RequirementOutcome outcome : RequirementOutcome.values()) {
            Element row = add(counts, "tr");
            addCell(row, RESULT, outcome.words());
            addCell(row, "Requirements", String.valueOf(report.count(outcome)));
            addCell(row, "Tests", testCount(outcome));
        }
    }

    private String testCount(RequirementOutcome outcome) {
        return switch (outcome) {
            case PASSED -> String.valueOf(report.count(TestOutcome.PASSED));
            case FAILED -> String.valueOf(report.count(TestOutcome.FAILED));
            case NOT_RUN -> String.valueOf(report.count(TestOutcome.NOT_RUN) + report.count(TestOutcome.SKIPPED));
            case INCOMPLETE, NOT_CLAIMED, NO_TEST -> "";
        };
    }

    private void addFailures(Element body) {
        if (report.failures().isEmpty()) {
            return;
        }
        add(body, "h2", "Failures");
        for (ReportedTest test : report.failures()) {
            Element section = add(body, "section");
            add(section, "h3", test.name());
            add(section, "pre", test.result().message());
        }
    }

    private static String style() {
        try (InputStream stream =
                Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"), "report.css")) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
