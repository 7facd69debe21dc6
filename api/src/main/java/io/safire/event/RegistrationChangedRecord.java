package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

record RegistrationChangedRecord(Instant at, Optional<String> server, Optional<String> clientId, Change change)
        implements RegistrationChanged {

    RegistrationChangedRecord {
        requireNonNull(at, "at");
        requireNonNull(change, "change");
    }

    @Override
    public String toString() {
        return "RegistrationChanged[at=" + at + ", server=" + server.orElse(null) + ", clientId="
                + clientId.orElse(null) + ", change=" + change + "]";
    }
}
