package io.safire.event;

import static java.util.Objects.requireNonNull;

import io.safire.token.Scopes;
import java.time.Instant;
import java.util.Optional;

record LaunchStartedRecord(
        Instant at,
        Optional<String> server,
        Optional<String> clientId,
        String launchId,
        boolean ehrLaunch,
        Scopes scopes)
        implements LaunchStarted {

    LaunchStartedRecord {
        requireNonNull(at, "at");
        requireNonNull(launchId, "launchId");
        requireNonNull(scopes, "scopes");
    }

    @Override
    public String toString() {
        return "LaunchStarted[at=" + at + ", server=" + server.orElse(null) + ", clientId=" + clientId.orElse(null)
                + ", launchId=" + launchId + ", ehrLaunch=" + ehrLaunch + ", scopes=" + scopes + "]";
    }
}
