package io.safire.diagnosis;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/** A writer of diagnoses as JSON. */
final class DiagnosisJson {

    private static final int VERSION = 1;

    private DiagnosisJson() {}

    static JsonObject of(Diagnosis diagnosis) {
        JsonArrayBuilder findings = Json.createArrayBuilder();
        diagnosis.findings().forEach(finding -> findings.add(of(finding)));
        JsonArrayBuilder checks = Json.createArrayBuilder();
        diagnosis.checks().forEach(check -> checks.add(of(check)));
        return Json.createObjectBuilder()
                .add("version", VERSION)
                .add("server", diagnosis.server())
                .add("time", diagnosis.time().toString())
                .add("durationMillis", diagnosis.duration().toMillis())
                .add("verdict", diagnosis.isHealthy() ? "healthy" : DiagnosisText.name(diagnosis.verdict()))
                .add("findings", findings)
                .add("checks", checks)
                .build();
    }

    private static JsonObject of(Finding finding) {
        JsonObjectBuilder object = Json.createObjectBuilder()
                .add("id", finding.id())
                .add("step", DiagnosisText.name(finding.step()))
                .add("severity", DiagnosisText.name(finding.severity()))
                .add("confidence", DiagnosisText.name(finding.confidence()))
                .add("observed", finding.observed());
        add(object, "member", finding.member());
        add(object, "expected", finding.expected());
        add(object, "action", finding.action());
        add(object, "configurationKey", finding.configurationKey());
        add(object, "section", finding.section());
        add(object, "administratorRequest", finding.administratorRequest());
        return object.build();
    }

    private static JsonObject of(CheckResult check) {
        JsonArrayBuilder findings = Json.createArrayBuilder();
        check.findings().forEach(finding -> findings.add(finding.id()));
        String status = check.notRunReason().isPresent() ? "not-run" : check.isPassed() ? "passed" : "failed";
        JsonObjectBuilder object = Json.createObjectBuilder()
                .add("id", check.id())
                .add("step", DiagnosisText.name(check.step()))
                .add("question", check.question())
                .add("status", status)
                .add("findings", findings);
        add(object, "reason", check.notRunReason());
        return object.build();
    }

    private static void add(JsonObjectBuilder object, String name, Optional<String> value) {
        value.ifPresent(text -> object.add(name, text));
    }
}
