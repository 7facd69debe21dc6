package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connector that uses the MicroProfile Rest Client of the runtime. The REST client is created at the first request. A
 * REST client cannot close a single connection. Therefore, a new REST client replaces the previous client after an
 * endless response body, and after a request that exceeded its time limit.
 */
final class RestClientConnector implements HttpConnector {

    private final HttpSettings settings;
    private final LimitedBodyReader bodyReader;
    private final Supplier<RawHttpApi> factory;
    private volatile @Nullable SharedRestClient client;

    RestClientConnector(HttpSettings settings, boolean singleUse) {
        this(settings, new RestClientFactory(settings, singleUse)::open);
    }

    RestClientConnector(HttpSettings settings, Supplier<RawHttpApi> factory) {
        this.settings = settings;
        this.bodyReader = new LimitedBodyReader(settings);
        this.factory = factory;
    }

    @Override
    public InboundResponse exchange(OutboundRequest request) throws Exception {
        SharedRestClient current = acquire();
        Deadline deadline = new Deadline(settings.requestTimeout(request.maxResponseBytes()), () -> expire(current));
        boolean streams = false;
        try {
            InboundResponse response = deadline.run(() -> exchange(current, request));
            streams = response.stream() != null;
            return response;
        } finally {
            if (deadline.end() && !streams) {
                current.release();
            }
        }
    }

    @Override
    public synchronized void close() {
        SharedRestClient current = client;
        client = null;
        if (current != null) {
            current.api().close();
        }
    }

    private SharedRestClient acquire() {
        while (true) {
            SharedRestClient current = client;
            SharedRestClient next = current == null ? getOrOpen() : current;
            if (next.tryAcquire()) {
                return next;
            }
        }
    }

    private synchronized SharedRestClient getOrOpen() {
        SharedRestClient current = client;
        if (current == null) {
            current = new SharedRestClient(factory.get());
            client = current;
        }
        return current;
    }

    private InboundResponse exchange(SharedRestClient current, OutboundRequest request) throws IOException {
        Response response = send(current.api(), request);
        if (request.streamsBodyOf(response.getStatus()) && response.hasEntity()) {
            return streamed(current, request, response);
        }
        InboundResponse result;
        try {
            result = InboundResponse.of(
                    request.target(), response.getStatus(), response.getStringHeaders(), body(request, response));
        } catch (BodyLimitExceededException limitExceeded) {
            abandon(current, response);
            return new InboundResponse(request.target(), response.getStatus(), Map.of(), limitExceeded.received());
        } catch (RuntimeException | IOException failure) {
            SharedRestClient.close(response);
            throw failure;
        }
        SharedRestClient.close(response);
        return result;
    }

    /** The request ends, and the REST client is released, when the caller closes the stream. */
    private InboundResponse streamed(SharedRestClient current, OutboundRequest request, Response response) {
        StreamedBody body = new StreamedBody(response.readEntity(InputStream.class), complete -> {
            if (complete) {
                SharedRestClient.close(response);
            } else {
                abandon(current, response);
            }
            current.release();
        });
        return InboundResponse.streamed(request.target(), response.getStatus(), response.getStringHeaders(), body);
    }

    private static Response send(RawHttpApi client, OutboundRequest request) {
        String target = request.target().toString();
        @Nullable String authorization = request.authorization();
        return switch (request.method()) {
            case "GET" -> client.get(target, authorization, request.etag(), request.encodedFurtherHeaders());
            case "PUT" -> client.putJson(target, authorization, request.encodedFurtherHeaders(), request.body());
            case "DELETE" -> client.delete(target, authorization, request.encodedFurtherHeaders());
            default -> post(client, request);
        };
    }

    private static Response post(RawHttpApi client, OutboundRequest request) {
        String target = request.target().toString();
        @Nullable String authorization = request.authorization();
        if (OutboundRequest.FHIR_JSON.equals(request.contentType())) {
            return client.postFhir(target, authorization, request.encodedFurtherHeaders(), request.body());
        }
        return OutboundRequest.FORM.equals(request.contentType())
                ? client.post(target, authorization, request.encodedFurtherHeaders(), request.body())
                : client.postJson(target, authorization, request.encodedFurtherHeaders(), request.body());
    }

    private byte[] body(OutboundRequest request, Response response) throws IOException {
        return response.hasEntity()
                ? bodyReader.read(response.readEntity(InputStream.class), request.maxResponseBytes())
                : new byte[0];
    }

    /**
     * Some HTTP clients read a body to its end before they close the response. Therefore, the whole REST client is
     * closed, which closes its sockets. The next request opens new sockets.
     */
    private synchronized void abandon(SharedRestClient abandoned, Response endlessResponse) {
        if (client == abandoned) {
            client = null;
        }
        abandoned.abandon(endlessResponse);
    }

    /** The REST client is closed when its other requests have ended. */
    private void expire(SharedRestClient expired) {
        synchronized (this) {
            if (client == expired) {
                client = null;
            }
        }
        expired.expire();
    }
}
