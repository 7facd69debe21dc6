package io.safire.event;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.Optional;

record DiagnosisCompletedRecord(Instant at, Optional<String> server, Optional<String> clientId, Diagnosis diagnosis)
        implements DiagnosisCompleted {

    DiagnosisCompletedRecord {
        requireNonNull(at, "at");
        requireNonNull(diagnosis, "diagnosis");
    }

    @Override
    public String toString() {
        return "DiagnosisCompleted[at=" + at + ", server=" + server.orElse(null) + ", clientId=" + clientId.orElse(null)
                + ", verdict=" + diagnosis.verdict() + "]";
    }
}
