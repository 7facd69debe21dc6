package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/** The values of a {@link LaunchCompleted}. */
record LaunchCompletedRecord(
        Instant at, Optional<String> server, Optional<String> clientId, String launchId, Optional<Subject> subject)
        implements LaunchCompleted {

    LaunchCompletedRecord {
        requireNonNull(at, "at");
        requireNonNull(launchId, "launchId");
    }

    @Override
    public String toString() {
        return "LaunchCompleted[at=" + at + ", server=" + server.orElse(null) + ", clientId=" + clientId.orElse(null)
                + ", launchId=" + launchId + ", subject=" + subject.orElse(null) + "]";
    }
}
