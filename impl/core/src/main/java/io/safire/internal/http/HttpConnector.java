package io.safire.internal.http;

import java.io.IOException;

/** A connector that sends single requests over its own connections, without retries and redirects. */
interface HttpConnector extends AutoCloseable {

    /**
     * Sends a request and reads its response. The connection is closed when the time limit of the request expires.
     *
     * @return the response; its body is at most one byte longer than the limit of the request
     */
    InboundResponse exchange(OutboundRequest request) throws IOException;

    @Override
    void close();
}
