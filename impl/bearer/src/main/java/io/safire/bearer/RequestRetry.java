package io.safire.bearer;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.GenericEntity;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A second attempt by the same client, with the client's connections and providers. The response to this attempt
 * replaces the first response.
 */
record RequestRetry(ClientRequestContext request, BearerFilter filter, String retryProperty, BearerToken bearer) {

    /** These headers are not copied, because the client or the filter sets them again. */
    private static final Set<String> EXCLUDED_HEADERS = Set.of("content-type", "content-length", "authorization");

    private static final int MAX_DRAINED_BYTES = 1 << 16;

    /**
     * Reads up to 64 KiB of the first response, so that the second attempt can reuse the connection. Leaves the stream
     * open, because RESTEasy closes the whole response together with the stream.
     *
     * @return true if the body was read completely; otherwise, the response can still be read from its start
     */
    static boolean drain(ClientResponseContext response) throws IOException {
        if (!response.hasEntity()) {
            return true;
        }
        InputStream body = response.getEntityStream();
        byte[] start = body.readNBytes(MAX_DRAINED_BYTES);
        boolean ended = start.length < MAX_DRAINED_BYTES;
        response.setEntityStream(
                ended
                        ? new ByteArrayInputStream(start)
                        : new SequenceInputStream(new ByteArrayInputStream(start), body));
        return ended;
    }

    void sendInto(ClientResponseContext response) {
        Response secondResponse = buildInvocation().invoke();
        response.setStatusInfo(secondResponse.getStatusInfo());
        response.getHeaders().clear();
        for (Map.Entry<String, List<String>> header :
                secondResponse.getStringHeaders().entrySet()) {
            response.getHeaders().put(header.getKey(), header.getValue());
        }
        response.setEntityStream(new ResponseStream(
                secondResponse,
                secondResponse.hasEntity()
                        ? secondResponse.readEntity(InputStream.class)
                        : InputStream.nullInputStream()));
    }

    private Invocation buildInvocation() {
        WebTarget target = request.getClient().target(request.getUri());
        if (!target.getConfiguration().isRegistered(filter)) {
            // an application may have registered the filter with only one target
            target.register(filter);
        }
        Invocation.Builder builder = target.request();
        for (Map.Entry<String, List<Object>> header : request.getHeaders().entrySet()) {
            if (header.getValue() != null
                    && !EXCLUDED_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                header.getValue().forEach(value -> builder.header(header.getKey(), value));
            }
        }
        builder.property(retryProperty, bearer);
        return request.hasEntity()
                ? builder.build(request.getMethod(), buildEntity())
                : builder.build(request.getMethod());
    }

    private Entity<?> buildEntity() {
        Object body = request.getEntity();
        MediaType type = request.getMediaType();
        Object typed =
                request.getEntityType() instanceof ParameterizedType generic && !(body instanceof GenericEntity<?>)
                        ? new GenericEntity<>(body, generic)
                        : body;
        return Entity.entity(typed, type, request.getEntityAnnotations());
    }

    /** A body that holds a reference to its response. Some clients close a response that is no longer reachable. */
    private static final class ResponseStream extends FilterInputStream {

        private final Response response;

        ResponseStream(Response response, InputStream body) {
            super(body);
            this.response = response;
        }

        @Override
        public void close() throws IOException {
            super.close();
            response.close();
        }
    }
}
