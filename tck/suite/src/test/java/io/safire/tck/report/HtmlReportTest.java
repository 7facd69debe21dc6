package io.safire.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.area.Area;
import io.safire.tck.coverage.Requirement;
import io.safire.tck.coverage.TckTest;
import io.safire.tck.coverage.TestOutcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final Requirement REQUIREMENT = new Requirement(
            "smart-2.2.0/60",
            "SHALL",
            "library",
            "The client compares `state` & <more>.",
            "https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#response-4");
    private static final ReportedTest FAILED = test(
            "rejects",
            List.of(REQUIREMENT.id()),
            new TestResult(TestOutcome.FAILED, "expected <script>alert('1')</script> & \"2\""));
    private static final ReportedTest PASSED =
            test("accepts", List.of(REQUIREMENT.id()), new TestResult(TestOutcome.PASSED, ""));
    private static final ReportedTest UNRELATED = test("other", List.of(), TestResult.NOT_RUN);

    private final String page = HtmlReport.text(new TckReport(
            new RunEnvironment(
                    new JarVersion("<b>Acme", "2.0"),
                    "Weld",
                    "17",
                    "1.0",
                    List.of(Area.BACKEND, Area.BEARER),
                    Instant.EPOCH),
            List.of(
                    new ReportedRequirement(REQUIREMENT, List.of(FAILED, PASSED), ""),
                    new ReportedRequirement(REQUIREMENT, List.of(), "Not <used>.")),
            List.of(FAILED, PASSED, UNRELATED)));

    @Test
    void escapesAllTexts() {
        assertThat(page)
                .contains("TCK report of &lt;b&gt;Acme 2.0</h1>")
                .contains("expected &lt;script&gt;alert('1')&lt;/script&gt; &amp; \"2\"")
                .contains("The client compares state &amp; &lt;more&gt;.")
                .contains("Not &lt;used&gt;.")
                .doesNotContain("<script", "<b>", "<more>", "<used>");
    }

    @Test
    void showsSubjectAndConditions() {
        assertThat(page)
                .contains("<p class=\"verdict failed\">1 of 3 tests passed</p>")
                .contains("<dt>Runtime</dt><dd>Weld</dd>")
                .contains("<dt>Java</dt><dd>17</dd>")
                .contains("<dt>TCK</dt><dd>1.0</dd>")
                .contains("<dt>Areas</dt><dd>backend, bearer</dd>")
                .containsPattern("<dt>Areas not claimed</dt><dd>discovery, .*, messages</dd>")
                .contains("<dt>Finished</dt><dd>1970-01-01T00:00:00Z</dd>");
    }

    @Test
    void linksRequirementToSpecification() {
        assertThat(page)
                .contains("href=\"" + REQUIREMENT.link() + "\">60</a>")
                .contains("<details open=\"\"><summary>2 tests</summary>")
                .contains("<li class=\"failed\">OneTest.rejects: failed</li>")
                .contains("<li class=\"passed\">OneTest.accepts</li>")
                .contains("launch: 1 test<");
    }

    @Test
    void loadsNoOtherResource() {
        assertThat(page)
                .contains(":root { color-scheme: light dark;")
                .doesNotContain("src=", "<link", "@import", "url(", "<script");
    }

    private static ReportedTest test(String method, List<String> ids, TestResult result) {
        return new ReportedTest(new TckTest("OneTest", method, ids), Area.LAUNCH, result);
    }
}
