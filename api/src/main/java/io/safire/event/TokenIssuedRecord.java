package io.safire.event;

import static java.util.Objects.requireNonNull;

import io.safire.token.TokenFlow;
import java.time.Instant;
import java.util.Optional;

record TokenIssuedRecord(
        Instant at,
        Optional<String> server,
        Optional<String> clientId,
        TokenFlow flow,
        TokenSummary token,
        Optional<Subject> subject)
        implements TokenIssued {

    TokenIssuedRecord {
        requireNonNull(at, "at");
        requireNonNull(flow, "flow");
        requireNonNull(token, "token");
    }

    @Override
    public String toString() {
        return "TokenIssued[at=" + at + ", server=" + server.orElse(null) + ", clientId=" + clientId.orElse(null)
                + ", flow=" + flow + ", token=" + token + ", subject=" + subject.orElse(null) + "]";
    }
}
