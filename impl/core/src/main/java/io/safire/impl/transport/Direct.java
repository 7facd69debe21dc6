package io.safire.impl.transport;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sends a request in place of the HTTP client of the runtime. */
interface Direct {

    /** The headers of a request that go over the wire. */
    List<String> SENT = List.of("Accept", "Authorization", "Content-Type", "If-None-Match", "User-Agent");

    /**
     * Sends a request.
     *
     * @param limit the maximum size of the body of the response in bytes; one byte more is read
     */
    Response send(String method, URI target, MultivaluedMap<String, String> headers, byte[] body, int limit)
            throws IOException;

    /** An answer as the runtime would have read it. */
    static Response response(
            int status, Map<String, List<String>> headers, InputStream body, Duration longest, int limit)
            throws IOException {
        Response.ResponseBuilder response = Response.status(status);
        headers.forEach((name, values) -> values.forEach(value -> response.header(name, value)));
        try {
            return response.entity(BoundedBody.read(body, longest, limit)).build();
        } catch (RunawayBodyException tooLong) {
            return response.entity(tooLong.received()).build();
        }
    }
}
