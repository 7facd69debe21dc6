package io.safire.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

record RequestRefusedRecord(
        Instant at,
        Optional<String> server,
        Optional<String> clientId,
        SmartRequest request,
        String code,
        String message,
        int status,
        Optional<String> error)
        implements RequestRefused {

    RequestRefusedRecord {
        requireNonNull(at, "at");
        requireNonNull(request, "request");
        requireNonNull(code, "code");
        requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return "RequestRefused[at=" + at + ", server=" + server.orElse(null) + ", clientId=" + clientId.orElse(null)
                + ", request=" + request + ", code=" + code + ", message=" + message + ", status=" + status + ", error="
                + error.orElse(null) + "]";
    }
}
