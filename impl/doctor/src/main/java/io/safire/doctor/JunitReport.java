package io.safire.doctor;

import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A writer of diagnoses as JUnit XML: each server is a test suite, and each check is a test case. */
final class JunitReport {

    private static final double MILLIS_PER_SECOND = 1000;

    private final XMLStreamWriter xml;
    private final Severity failOn;

    private JunitReport(XMLStreamWriter xml, Severity failOn) {
        this.xml = xml;
        this.failOn = failOn;
    }

    /**
     * @param failOn the lowest severity of a finding that counts as a failure
     */
    static String write(List<Diagnosis> diagnoses, Severity failOn) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            JunitReport report = new JunitReport(xml, failOn);
            for (Diagnosis diagnosis : diagnoses) {
                report.write(diagnosis);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    private void write(Diagnosis diagnosis) throws XMLStreamException {
        List<CheckResult> checks = diagnosis.checks();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", diagnosis.server());
        xml.writeAttribute("timestamp", diagnosis.time().toString());
        xml.writeAttribute("time", seconds(diagnosis.duration()));
        xml.writeAttribute("tests", String.valueOf(checks.size()));
        xml.writeAttribute(
                "failures",
                String.valueOf(checks.stream()
                        .filter(check -> failure(check).isPresent())
                        .count()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute(
                "skipped",
                String.valueOf(checks.stream()
                        .filter(check -> check.notRunReason().isPresent())
                        .count()));
        for (CheckResult check : checks) {
            write(diagnosis.server(), check);
        }
        xml.writeEndElement();
    }

    private void write(String server, CheckResult check) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", server + "." + check.step().name().toLowerCase(Locale.ROOT));
        xml.writeAttribute("name", check.id() + " " + check.question());
        Optional<Finding> failure = failure(check);
        if (failure.isPresent()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", failure.get().severity().name().toLowerCase(Locale.ROOT));
            xml.writeAttribute("message", failure.get().observed());
            for (Finding finding : check.findings()) {
                xml.writeCharacters(finding.toText());
            }
            xml.writeEndElement();
        }
        if (check.notRunReason().isPresent()) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", check.notRunReason().get());
        }
        xml.writeEndElement();
    }

    private Optional<Finding> failure(CheckResult check) {
        return check.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO
                        && finding.severity().compareTo(failOn) <= 0)
                .findFirst();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / MILLIS_PER_SECOND);
    }
}
