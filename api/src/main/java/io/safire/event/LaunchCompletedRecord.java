package io.safire.event;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record LaunchCompletedRecord(
        Instant at,
        Optional<String> server,
        Optional<String> clientId,
        String launchId,
        Optional<Subject> subject,
        List<Finding> findings)
        implements LaunchCompleted {

    LaunchCompletedRecord {
        requireNonNull(at, "at");
        requireNonNull(launchId, "launchId");
        findings = findings.stream().sorted(Finding.BY_RANK).toList();
    }

    @Override
    public String toString() {
        return "LaunchCompleted[at=" + at + ", server=" + server.orElse(null) + ", clientId=" + clientId.orElse(null)
                + ", launchId=" + launchId + ", subject=" + subject.orElse(null) + ", findings="
                + findings.stream().map(Finding::id).toList() + "]";
    }
}
