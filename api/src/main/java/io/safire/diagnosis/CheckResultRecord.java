package io.safire.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

record CheckResultRecord(String id, Step step, String question, List<Finding> findings, Optional<String> notRunReason)
        implements CheckResult {

    CheckResultRecord {
        requireNonNull(id, "id");
        requireNonNull(step, "step");
        requireNonNull(question, "question");
        requireNonNull(notRunReason, "notRunReason");
        findings = List.copyOf(findings);
    }
}
