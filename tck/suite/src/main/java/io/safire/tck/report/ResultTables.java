package io.safire.tck.report;

import static io.safire.tck.report.HtmlElements.add;
import static io.safire.tck.report.HtmlElements.addCell;
import static io.safire.tck.report.HtmlElements.addTable;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.safire.tck.area.Area;
import io.safire.tck.coverage.Requirement;
import io.safire.tck.coverage.SpecificationPage;
import io.safire.tck.coverage.TestOutcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.w3c.dom.Element;

/** The tables of requirements and of tests in the web page. */
final class ResultTables {

    private static final String RESULT = "Result";
    private static final String TEST = "Test";

    private ResultTables() {}

    static void addRequirements(Element body, List<ReportedRequirement> all) {
        add(body, "h2", "Requirements");
        Map<SpecificationPage, List<ReportedRequirement>> pages = all.stream()
                .collect(groupingBy(reported -> reported.requirement().page(), TreeMap::new, toList()));
        pages.forEach((page, requirements) -> {
            add(body, "h3", page.title());
            Element table = addTable(body, "stacked", "Id", "Level", "Requirement", RESULT, "Tests");
            requirements.forEach(requirement -> addRequirement(table, requirement));
        });
    }

    private static void addRequirement(Element table, ReportedRequirement reported) {
        Requirement requirement = reported.requirement();
        Element row = add(table, "tr");
        row.setAttribute("id", "r" + requirement.number());
        add(addCell(row, "Id", ""), "a", requirement.number()).setAttribute("href", requirement.link());
        addCell(row, "Level", requirement.level());
        addCell(row, "Requirement", plain(requirement.line()));
        addResult(row, reported.outcome().words());
        Element tests = addCell(row, "Tests", plain(reported.reason()));
        if (!reported.tests().isEmpty()) {
            addTests(tests, reported.tests());
        }
    }

    private static void addTests(Element cell, List<ReportedTest> tests) {
        Element details = add(cell, "details");
        RequirementOutcome outcome = RequirementOutcome.of(tests);
        if (outcome == RequirementOutcome.FAILED || outcome == RequirementOutcome.INCOMPLETE) {
            details.setAttribute("open", "");
        }
        add(details, "summary", count(tests));
        Element list = add(details, "ul");
        for (ReportedTest test : tests) {
            String words = test.outcome().words();
            String text = test.outcome() == TestOutcome.PASSED ? test.name() : test.name() + ": " + words;
            add(list, "li", text).setAttribute("class", style(words));
        }
    }

    static void addTestsWithoutRequirement(Element body, Map<Area, List<ReportedTest>> byArea) {
        add(body, "h2", "Tests without requirement");
        byArea.forEach((area, tests) -> {
            Element details = add(body, "details");
            add(details, "summary", area.tag() + ": " + count(tests));
            Element table = addTable(details, "stacked", TEST, RESULT);
            for (ReportedTest test : tests) {
                Element row = add(table, "tr");
                addCell(row, TEST, test.name());
                addResult(row, test.outcome().words());
            }
        });
    }

    private static void addResult(Element row, String words) {
        addCell(row, RESULT, words).setAttribute("class", style(words));
    }

    private static String count(List<ReportedTest> tests) {
        return tests.size() == 1 ? "1 test" : tests.size() + " tests";
    }

    /** Returns the text without the marks of code in AsciiDoc. */
    private static String plain(String text) {
        return text.replace("`", "");
    }

    private static String style(String words) {
        return words.replace(' ', '-');
    }
}
