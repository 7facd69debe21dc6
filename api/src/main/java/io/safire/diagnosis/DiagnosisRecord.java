package io.safire.diagnosis;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

record DiagnosisRecord(String server, Instant time, Duration duration, List<CheckResult> checks) implements Diagnosis {

    DiagnosisRecord {
        requireNonNull(server, "server");
        requireNonNull(time, "time");
        requireNonNull(duration, "duration");
        checks = List.copyOf(checks);
    }

    static Diagnosis of(Failure failure, Instant time) {
        List<Finding> causes = new ArrayList<>();
        failure.findings().forEach(cause -> causes.add(cause.withSeverity(Severity.BROKEN)));
        Finding first = causes.get(0);
        int heading = failure.text().indexOf(first.observed());
        if (heading > 0) {
            causes.set(0, first.withObserved(failure.text().substring(0, heading) + first.observed()));
        }
        CheckResult call = CheckResult.of(failure.code(), first.step(), "Does the call succeed?", causes);
        String server = requireNonNullElse(failure.server(), "no server");
        return new DiagnosisRecord(server, time, Duration.ZERO, List.of(call));
    }

    @Override
    public String toString() {
        return toText();
    }
}
