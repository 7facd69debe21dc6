package io.safire.internal.http;

/** A sender of requests, which retries a request if a retry is safe. */
@FunctionalInterface
public interface HttpSender {

    /**
     * @throws TransportException if there was no complete response
     */
    InboundResponse send(OutboundRequest request);
}
