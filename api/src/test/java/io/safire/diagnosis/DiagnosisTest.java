package io.safire.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final Finding LIKELY = Finding.builder(
                    "SAFIRE-2241", Step.DISCOVERY, "The server does not advertise the grant type.")
            .confidence(Confidence.LIKELY)
            .build();
    private static final Finding PROVEN = Finding.builder("SAFIRE-2224", Step.KEYS, "The key <a> is not published.")
            .expected("the public key")
            .action("Publish the key.")
            .configurationKey("safire.epic.jwks-url")
            .section("SMART App Launch 2.2.0")
            .administratorRequest("Please read the JWKS again.")
            .build();
    private static final Finding NOTE = Finding.builder("SAFIRE-2205", Step.CONFIGURATION, "Loopback.")
            .severity(Severity.INFO)
            .build();

    private static Diagnosis diagnosis(CheckResult... checks) {
        return Diagnosis.of("epic", Instant.EPOCH, Duration.ofMillis(120), List.of(checks));
    }

    private static CheckResult check(String id, Step step, Finding... findings) {
        return CheckResult.of(id, step, "Is it correct?", List.of(findings));
    }

    @Test
    void ordersFindingsBySeverityConfidenceAndStep() {
        Diagnosis diagnosis = diagnosis(
                check("SD-C07", Step.CONFIGURATION, NOTE),
                check("SD-D06", Step.DISCOVERY, LIKELY),
                check("SD-J04", Step.KEYS, PROVEN));
        assertThat(diagnosis.findings()).containsExactly(PROVEN, LIKELY, NOTE);
        assertThat(diagnosis.verdict()).isEqualTo(Severity.BROKEN);
        assertThat(diagnosis.isHealthy()).isFalse();
    }

    @Test
    void isHealthyIfFindingsNeedNoAction() {
        Diagnosis diagnosis = diagnosis(check("SD-C07", Step.CONFIGURATION, NOTE));
        assertThat(diagnosis.isHealthy()).isTrue();
        assertThat(diagnosis.checks().get(0).isPassed()).isTrue();
        assertThat(diagnosis.toText()).startsWith("epic: healthy");
    }

    @Test
    void writesCausesBeforeChecksAsText() {
        Diagnosis diagnosis = diagnosis(
                check("SD-J04", Step.KEYS, PROVEN),
                check("SD-K01", Step.KEYS),
                CheckResult.notRun("SD-T02", Step.TOKEN, "Is a token issued?", "requires the mode TOKEN"));
        assertThat(diagnosis.toText().lines())
                .containsSubsequence(
                        "epic: broken (1 cause, proven)",
                        "  The key <a> is not published.",
                        "    expected   the public key",
                        "    source     SMART App Launch 2.2.0",
                        "    action     Publish the key.",
                        "    setting    safire.epic.jwks-url",
                        "    ticket     Please read the JWKS again.",
                        "    rank       broken, proven, keys",
                        "    explain    SD-J04, SAFIRE-2224",
                        "  Keys 1/2   Token not run",
                        "  Not run (requires the mode TOKEN): SD-T02",
                        "  Time 120 ms");
    }

    @Test
    void writesOtherPossibleCausesAfterProvenCauses() {
        Diagnosis diagnosis = diagnosis(
                check("SD-C07", Step.CONFIGURATION, NOTE),
                check("SD-D06", Step.DISCOVERY, LIKELY),
                check("SD-J04", Step.KEYS, PROVEN));
        assertThat(diagnosis.toText().lines())
                .containsSubsequence(
                        "epic: broken (2 causes, proven)",
                        "  The key <a> is not published.",
                        "  Also possible:",
                        "  The server does not advertise the grant type.",
                        "    rank       broken, likely (the usual explanation), discovery",
                        "    explain    SD-D06, SAFIRE-2241",
                        "  No action is needed:",
                        "  Loopback.");
    }

    @Test
    void writesLikelyCauseFirstIfNoCauseIsProven() {
        String text = diagnosis(check("SD-D06", Step.DISCOVERY, LIKELY)).toText();
        assertThat(text).contains("  The server does not advertise").doesNotContain("Also possible");
    }

    @Test
    void writesChecksWithSameReasonOnOneLine() {
        Diagnosis diagnosis = diagnosis(
                check("SD-N01", Step.NETWORK, PROVEN),
                CheckResult.notRun("SD-D01", Step.DISCOVERY, "Is it published?", "because of SD-N01"),
                CheckResult.notRun("SD-D02", Step.DISCOVERY, "Does it conform?", "because of SD-N01"));
        assertThat(diagnosis.toText().lines()).contains("  Not run (because of SD-N01): SD-D01 SD-D02");
    }

    @Test
    void writesSingleFindingAsText() {
        assertThat(PROVEN.toText().lines())
                .containsExactly(
                        "The key <a> is not published.",
                        "    expected   the public key",
                        "    source     SMART App Launch 2.2.0",
                        "    action     Publish the key.",
                        "    setting    safire.epic.jwks-url",
                        "    ticket     Please read the JWKS again.",
                        "    rank       broken, proven, keys",
                        "    explain    SAFIRE-2224");
    }

    @Test
    void writesVersionFindingsAndChecksAsJson() {
        JsonObject json = diagnosis(check("SD-J04", Step.KEYS, PROVEN), check("SD-K01", Step.KEYS))
                .toJson();
        assertThat(json.getInt("version")).isEqualTo(1);
        assertThat(json.getString("verdict")).isEqualTo("broken");
        JsonObject finding = json.getJsonArray("findings").getJsonObject(0);
        assertThat(finding.getString("id")).isEqualTo("SAFIRE-2224");
        assertThat(finding.getString("configurationKey")).isEqualTo("safire.epic.jwks-url");
        assertThat(finding.getString("administratorRequest")).isEqualTo("Please read the JWKS again.");
        assertThat(json.getJsonArray("checks").getJsonObject(0).getString("status"))
                .isEqualTo("failed");
        assertThat(json.getJsonArray("checks").getJsonObject(1).getString("status"))
                .isEqualTo("passed");
    }

    @Test
    void showsTicketOnlyIfActionIsNeeded() {
        Diagnosis note = diagnosis(check("SD-J04", Step.KEYS, PROVEN.withSeverity(Severity.INFO)));
        assertThat(note.toText()).doesNotContain("ticket");
        assertThat(note.toHtml()).doesNotContain("Ticket");
        assertThat(diagnosis(check("SD-J04", Step.KEYS, PROVEN)).toHtml())
                .contains("<dt>Ticket</dt><dd class=\"ticket\">Please read the JWKS again.</dd>");
        assertThat(diagnosis(check("SD-D06", Step.DISCOVERY, LIKELY)).toHtml()).doesNotContain("Ticket");
    }

    @Test
    void escapesTextsInHtml() {
        assertThat(diagnosis(check("SD-J04", Step.KEYS, PROVEN)).toHtml())
                .contains("The key &lt;a&gt; is not published.")
                .doesNotContain("<a>", "<script", "http://", "https://");
    }

    @Test
    void selectsChecksByIdAndGroup() {
        DiagnosisOptions options =
                DiagnosisOptions.defaults().withOnly(Set.of("SD-J")).withSkip(Set.of("SD-J05"));
        assertThat(options.selects("SD-J04")).isTrue();
        assertThat(options.selects("SD-J05")).isFalse();
        assertThat(options.selects("SD-K01")).isFalse();
        assertThatThrownBy(() -> options.withTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
