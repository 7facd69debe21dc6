package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

record TokenRefreshedRecord(
        Instant at,
        Optional<String> server,
        Optional<String> clientId,
        TokenReference usedRefreshToken,
        TokenSummary token,
        Optional<Subject> subject)
        implements TokenRefreshed {

    TokenRefreshedRecord {
        requireNonNull(at, "at");
        requireNonNull(usedRefreshToken, "usedRefreshToken");
        requireNonNull(token, "token");
    }

    @Override
    public String toString() {
        return "TokenRefreshed[at=" + at + ", server=" + server.orElse(null) + ", clientId=" + clientId.orElse(null)
                + ", usedRefreshToken=" + usedRefreshToken + ", token=" + token + ", subject=" + subject.orElse(null)
                + "]";
    }
}
