package io.safire.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.diagnosis.Step;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportsTest {

    private static final Finding RISK = finding("SAFIRE-2211", Severity.RISK, "The file <key> is readable.");
    private static final Finding BROKEN = finding("SAFIRE-2224", Severity.BROKEN, "The key is not published.");

    @Test
    void exitCodeFollowsMostSevereFinding() {
        assertThat(ExitCode.of(List.of(), Severity.RISK)).isZero();
        assertThat(ExitCode.of(List.of(diagnosis(RISK), diagnosis()), Severity.RISK))
                .isEqualTo(2);
        assertThat(ExitCode.of(List.of(diagnosis(RISK)), Severity.WRONG)).isZero();
        assertThat(ExitCode.of(List.of(diagnosis(RISK), diagnosis(BROKEN)), Severity.BROKEN))
                .isEqualTo(1);
        Finding note = finding("SAFIRE-2205", Severity.INFO, "Loopback.");
        assertThat(ExitCode.of(List.of(diagnosis(note)), Severity.RISK)).isZero();
    }

    @Test
    void junitReportContainsChecksAsTestCases() throws Exception {
        String text = JunitReport.write(List.of(diagnosis(RISK)), Severity.RISK);
        Element suite = suite(text);
        assertThat(suite.getAttribute("name")).isEqualTo("epic");
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("The file <key> is readable.");
        assertThat(failure.getTextContent()).contains("action     Protect the file.");
        assertThat(suite(JunitReport.write(List.of(diagnosis(RISK)), Severity.WRONG))
                        .getAttribute("failures"))
                .isEqualTo("0");
    }

    @Test
    void terminalReportWrapsLinesBelowTheirText() {
        String text = new TerminalReport(false, 40).write(diagnosis(BROKEN));
        assertThat(text.lines())
                .contains("    action     Protect the file.")
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40));
        String wide = new TerminalReport(false, 0).write(diagnosis(BROKEN));
        assertThat(wide).isEqualTo(commandText(diagnosis(BROKEN)));
        assertThat(text.replaceAll("\n +", " ")).contains("Configuration 0/1   Token not run");
    }

    @Test
    void terminalReportColorsVerdictAndCauses() {
        String text = new TerminalReport(true, 0).write(diagnosis(BROKEN));
        assertThat(text)
                .startsWith("\u001b[1m\u001b[31mepic: broken (1 cause, proven)\u001b[0m\n")
                .contains("\u001b[1m  The key is not published.\u001b[0m\n")
                .contains("    \u001b[2maction     \u001b[0mProtect the file.\n");
        assertThat(text.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(commandText(diagnosis(BROKEN)));
    }

    @Test
    void terminalReportShowsNotesWithoutStyle() {
        Finding note = finding("SAFIRE-2205", Severity.INFO, "Loopback.");
        for (Diagnosis diagnosis : List.of(diagnosis(note), diagnosis(BROKEN, note))) {
            assertThat(new TerminalReport(true, 0).write(diagnosis))
                    .contains("\n  No action is needed:\n\n  Loopback.\n    \u001b[2maction");
        }
    }

    /** Returns the text of the API, with the option of the command in place of the mode. */
    private static String commandText(Diagnosis diagnosis) {
        return diagnosis.toText().replace("requires the mode TOKEN", "requires --token");
    }

    private static Diagnosis diagnosis(Finding... findings) {
        return Diagnosis.of(
                "epic",
                Instant.EPOCH,
                Duration.ofMillis(120),
                List.of(
                        CheckResult.of("SD-C03", Step.CONFIGURATION, "Is it correct?", List.of(findings)),
                        CheckResult.notRun("SD-T02", Step.TOKEN, "Is a token issued?", "requires the mode TOKEN")));
    }

    private static Finding finding(String id, Severity severity, String observed) {
        return Finding.builder(id, Step.CONFIGURATION, observed)
                .severity(severity)
                .action("Protect the file.")
                .build();
    }

    private static Element suite(String xml) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        return (Element) document.getElementsByTagName("testsuite").item(0);
    }
}
