package io.safire.impl.transport;

import io.safire.impl.config.HttpSettings;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends in place of Jersey. Jersey's client is the JDK's HttpURLConnection, which repeats a request by itself when the
 * connection breaks, or, where the body is streamed so that it cannot, loses the body of a 401. No other thread can close
 * its connection, so that no deadline ends it.
 */
final class DirectRequests implements Direct {

    private final HttpSettings settings;
    private final TlsContext tls;
    private volatile @Nullable HttpClient client;

    DirectRequests(HttpSettings settings) {
        this.settings = settings;
        this.tls = new TlsContext(settings);
    }

    @Override
    public Response send(String method, URI target, MultivaluedMap<String, String> headers, byte[] body, int limit)
            throws IOException {
        java.net.http.HttpRequest.Builder request = java.net.http.HttpRequest.newBuilder(target)
                .timeout(settings.readTimeout())
                .method(method, publisher(body));
        for (String name : SENT) {
            String value = headers.getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        try {
            return response(client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream()), limit);
        } catch (InterruptedException timedOut) {
            // by @Timeout, which wants the thread back; the flag would make the next attempt fail at once
            throw new InterruptedIOException("Timed out");
        }
    }

    private static BodyPublisher publisher(byte[] body) {
        return body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    }

    private Response response(HttpResponse<InputStream> received, int limit) throws IOException {
        try (InputStream body = received.body()) {
            Duration longest = HttpTransport.bodyTime(settings, limit);
            Deadline deadline = new Deadline(longest, () -> close(body));
            return deadline.run(() ->
                    Direct.response(received.statusCode(), received.headers().map(), body, longest, limit));
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private HttpClient client() {
        HttpClient built = client;
        return built == null ? build() : built;
    }

    private synchronized HttpClient build() {
        HttpClient built = client;
        if (built == null) {
            built = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(settings.connectTimeout())
                    .sslContext(tls.context())
                    .build();
            client = built;
        }
        return built;
    }
}
