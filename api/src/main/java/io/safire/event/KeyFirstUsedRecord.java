package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

record KeyFirstUsedRecord(
        Instant at, Optional<String> server, Optional<String> clientId, String kid, Optional<String> previousKid)
        implements KeyFirstUsed {

    KeyFirstUsedRecord {
        requireNonNull(at, "at");
        requireNonNull(kid, "kid");
    }

    @Override
    public String toString() {
        return "KeyFirstUsed[at=" + at + ", server=" + server.orElse(null) + ", clientId=" + clientId.orElse(null)
                + ", kid=" + kid + ", previousKid=" + previousKid.orElse(null) + "]";
    }
}
