package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.TransportException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A GET request of a diagnosis, with its response or the failure of its transport.
 *
 * @param sentAt the local time before the request
 * @param receivedAt the local time after the response or the failure
 * @param cutOff the finding for a request that the diagnosis ended before the time limits of the client; otherwise,
 *     empty
 */
record Probe(
        URI target,
        Optional<InboundResponse> response,
        Optional<TransportException> failure,
        Instant sentAt,
        Instant receivedAt,
        Optional<Finding> cutOff) {

    /**
     * @return this result
     * @throws ResponseCutOffException if the diagnosis ended the request before the time limits of the client
     */
    Probe requireTime() {
        cutOff.ifPresent(finding -> {
            throw new ResponseCutOffException(finding);
        });
        return this;
    }

    String reason() {
        return response.map(received -> "HTTP " + received.status())
                .or(() -> failure.map(TransportException::description))
                .orElseThrow();
    }

    Optional<InboundResponse> success() {
        return response.filter(InboundResponse::isSuccess);
    }
}
