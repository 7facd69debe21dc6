package io.safire.diagnosis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The values of a {@link Diagnosis}. */
record DiagnosisRecord(String server, Instant time, Duration duration, List<CheckResult> checks) implements Diagnosis {

    DiagnosisRecord {
        requireNonNull(server, "server");
        requireNonNull(time, "time");
        requireNonNull(duration, "duration");
        checks = List.copyOf(checks);
    }

    @Override
    public String toString() {
        return toText();
    }
}
