package io.safire.internal.http;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;

/** An HTTP connector that sends requests in place of the HTTP client of the runtime. */
@FunctionalInterface
interface HttpConnector {

    /**
     * Sends a request and reads its response.
     *
     * @param limit the maximum size of the response body in bytes; one additional byte is read, so that the caller can
     *     detect a longer body
     */
    Response send(String method, URI target, MultivaluedMap<String, String> headers, byte[] body, int limit)
            throws IOException;
}
