package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

record LaunchFailedRecord(
        Instant at,
        Optional<String> server,
        Optional<String> clientId,
        Optional<String> launchId,
        String code,
        String message)
        implements LaunchFailed {

    LaunchFailedRecord {
        requireNonNull(at, "at");
        requireNonNull(code, "code");
        requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return "LaunchFailed[at=" + at + ", server=" + server.orElse(null) + ", clientId=" + clientId.orElse(null)
                + ", launchId=" + launchId.orElse(null) + ", code=" + code + ", message=" + message + "]";
    }
}
