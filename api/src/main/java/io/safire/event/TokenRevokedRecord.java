package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

record TokenRevokedRecord(
        Instant at, Optional<String> server, Optional<String> clientId, TokenReference token, boolean refreshToken)
        implements TokenRevoked {

    TokenRevokedRecord {
        requireNonNull(at, "at");
        requireNonNull(token, "token");
    }

    @Override
    public String toString() {
        return "TokenRevoked[at=" + at + ", server=" + server.orElse(null) + ", clientId=" + clientId.orElse(null)
                + ", token=" + token + ", refreshToken=" + refreshToken + "]";
    }
}
