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

/** A second attempt by the same client, with its connections and providers. Its response replaces the first one. */
record SecondAttempt(ClientRequestContext request, BearerFilter filter, String property, Bearer bearer) {

    /** Headers that are not copied, because the client or the filter sets them again. */
    private static final Set<String> OF_THE_BODY = Set.of("content-type", "content-length", "authorization");

    private static final int DRAINED = 1 << 16;

    /**
     * Reads up to 64 KiB of the first response, so that the second attempt can reuse its connection. It does not close the
     * stream, because RESTEasy would close the whole response with it.
     *
     * @return true if the body ended; otherwise the response can still be read from its start
     */
    static boolean release(ClientResponseContext response) throws IOException {
        if (!response.hasEntity()) {
            return true;
        }
        InputStream refusal = response.getEntityStream();
        byte[] begin = refusal.readNBytes(DRAINED);
        boolean ended = begin.length < DRAINED;
        response.setEntityStream(
                ended
                        ? new ByteArrayInputStream(begin)
                        : new SequenceInputStream(new ByteArrayInputStream(begin), refusal));
        return ended;
    }

    void into(ClientResponseContext response) {
        Response answer = invocation().invoke();
        response.setStatusInfo(answer.getStatusInfo());
        response.getHeaders().clear();
        for (Map.Entry<String, List<String>> header : answer.getStringHeaders().entrySet()) {
            response.getHeaders().put(header.getKey(), header.getValue());
        }
        response.setEntityStream(new AnswerStream(
                answer, answer.hasEntity() ? answer.readEntity(InputStream.class) : InputStream.nullInputStream()));
    }

    private Invocation invocation() {
        WebTarget target = request.getClient().target(request.getUri());
        if (!target.getConfiguration().isRegistered(filter)) {
            // an application may have registered the filter at one target only
            target.register(filter);
        }
        Invocation.Builder again = target.request();
        for (Map.Entry<String, List<Object>> header : request.getHeaders().entrySet()) {
            if (header.getValue() != null
                    && !OF_THE_BODY.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                header.getValue().forEach(value -> again.header(header.getKey(), value));
            }
        }
        again.property(property, bearer);
        return request.hasEntity() ? again.build(request.getMethod(), entity()) : again.build(request.getMethod());
    }

    private Entity<?> entity() {
        Object body = request.getEntity();
        MediaType type = request.getMediaType();
        Object typed =
                request.getEntityType() instanceof ParameterizedType generic && !(body instanceof GenericEntity<?>)
                        ? new GenericEntity<>(body, generic)
                        : body;
        return Entity.entity(typed, type, request.getEntityAnnotations());
    }

    /** A body that references its response, because some clients close a response that is no longer reachable. */
    private static final class AnswerStream extends FilterInputStream {

        private final Response answer;

        AnswerStream(Response answer, InputStream body) {
            super(body);
            this.answer = answer;
        }

        @Override
        public void close() throws IOException {
            super.close();
            answer.close();
        }
    }
}
