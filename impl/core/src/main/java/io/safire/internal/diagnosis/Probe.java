package io.safire.internal.diagnosis;

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
 */
record Probe(
        URI target,
        Optional<InboundResponse> response,
        Optional<TransportException> failure,
        Instant sentAt,
        Instant receivedAt) {

    Optional<InboundResponse> success() {
        return response.filter(InboundResponse::isSuccess);
    }
}
