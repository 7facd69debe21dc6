package io.safire.impl.transport;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;

/** Sends a request in place of the HTTP client of the runtime. */
@FunctionalInterface
interface Direct {

    /**
     * Sends a request.
     *
     * @param limit the maximum size of the body of the response in bytes; one byte more is read
     */
    Response send(String method, URI target, MultivaluedMap<String, String> headers, byte[] body, int limit)
            throws IOException;
}
