package io.safire.diagnosis;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A writer of diagnoses as a self-contained web page. */
final class DiagnosisHtml {

    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8884; --box: #8883; --broken: #b3261e; --wrong: #9a5b00; --risk: #6b5e00; --info: #2f6f4f; }
            @media (prefers-color-scheme: dark) { :root { --broken: #ff8a80; --wrong: #ffb74d; --risk: #e6d36a; --info: #81c995; } }
            body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 56rem; padding: 1rem; overflow-wrap: anywhere; }
            h1 { color: var(--tone); font-size: 1.4rem; margin: 0; } h2 { font-size: 1.1rem; margin: 1.75rem 0 0; } h3 { font-size: 1.05rem; margin: 0 0 .5rem; }
            p { margin: .25rem 0 1rem; opacity: .75; }
            .broken, .failed { --tone: var(--broken); } .wrong { --tone: var(--wrong); } .risk { --tone: var(--risk); } .info { --tone: var(--info); }
            section { border: 1px solid var(--line); border-left: 6px solid var(--tone); border-radius: 6px; margin: 1rem 0; padding: .75rem 1rem; }
            section.info h3 { font-weight: normal; }
            dl { display: grid; grid-template-columns: 6rem 1fr; gap: .25rem .75rem; margin: 0; } dt { opacity: .75; } dd { margin: 0; }
            .ticket { background: var(--box); border-radius: 4px; padding: .35rem .6rem; user-select: all; }
            table { border-collapse: collapse; margin-top: .5rem; width: 100%; } th, td { border-bottom: 1px solid var(--line); padding: .35rem .5rem; text-align: left; vertical-align: top; }
            th, td:first-child { white-space: nowrap; } .failed { color: var(--tone); font-weight: bold; }
            @media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dt { font-size: .9rem; margin-top: .5rem; } th, td { padding: .35rem .25rem; } }
            """;

    private static final String FAILED = "failed";

    private final StringBuilder page = new StringBuilder();

    private DiagnosisHtml() {}

    static String of(Diagnosis diagnosis) {
        DiagnosisHtml writer = new DiagnosisHtml();
        String title = diagnosis.server() + ": " + DiagnosisText.verdict(diagnosis);
        writer.page
                .append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escape(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style></head><body class=\"")
                .append(DiagnosisText.name(diagnosis.verdict()))
                .append("\">\n<h1>")
                .append(escape(title))
                .append("</h1>\n<p>")
                .append(escape(time(diagnosis)))
                .append("</p>\n");
        RankedFindings ranked = RankedFindings.of(diagnosis);
        writer.add("Causes", ranked.causes());
        writer.add("Also possible", ranked.possible());
        writer.add("No action is needed", ranked.notes());
        writer.page.append(
                "<h2>Checks</h2>\n<table><thead><tr><th>Check</th><th>Question</th><th>Result</th></tr></thead><tbody>\n");
        diagnosis.checks().forEach(writer::add);
        return writer.page.append("</tbody></table>\n</body></html>\n").toString();
    }

    private static String time(Diagnosis diagnosis) {
        String time = diagnosis.time().truncatedTo(ChronoUnit.SECONDS).toString();
        return diagnosis.duration().isZero()
                ? time
                : time + ", " + diagnosis.duration().toMillis() + " ms";
    }

    private void add(String title, List<Finding> findings) {
        if (!findings.isEmpty()) {
            page.append("<h2>").append(title).append("</h2>\n");
            findings.forEach(this::add);
        }
    }

    private void add(Finding finding) {
        page.append("<section class=\"")
                .append(DiagnosisText.name(finding.severity()))
                .append("\"><h3>")
                .append(escape(finding.observed()))
                .append("</h3><dl>");
        term("Expected", finding.expected());
        term("Action", finding.action());
        term("Setting", finding.configurationKey());
        DiagnosisText.ticket(finding).ifPresent(request -> page.append("<dt>Ticket</dt><dd class=\"ticket\">")
                .append(escape(request))
                .append("</dd>"));
        term("Source", finding.section());
        term(
                "Rank",
                Optional.of(DiagnosisText.name(finding.severity()) + ", " + DiagnosisText.name(finding.confidence())));
        term("Id", Optional.of(finding.id()));
        page.append("</dl></section>\n");
    }

    private void term(String name, Optional<String> value) {
        value.ifPresent(text -> page.append("<dt>")
                .append(name)
                .append("</dt><dd>")
                .append(escape(text))
                .append("</dd>"));
    }

    private void add(CheckResult check) {
        String result =
                check.notRunReason().map(reason -> "not run: " + reason).orElse(check.isPassed() ? "passed" : FAILED);
        page.append("<tr><td>")
                .append(escape(check.id()))
                .append("</td><td>")
                .append(escape(check.question()))
                .append(result.equals(FAILED) ? "</td><td class=\"failed\">" : "</td><td>")
                .append(escape(result))
                .append("</td></tr>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
