package io.safire.impl.transport;

import io.safire.impl.config.HttpSettings;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Sends in place of Jersey what changes something or holds a credential. Jersey's client is the JDK's HttpURLConnection,
 * which repeats a request by itself when the connection breaks, or, where the body is streamed so that it cannot, loses
 * the body of a 401.
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
    public Response send(String method, URI target, MultivaluedMap<String, String> headers, byte[] body)
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
            return response(client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (InterruptedException timedOut) {
            // by @Timeout, which wants the thread back; the flag would make the next attempt fail at once
            throw new InterruptedIOException("Timed out");
        }
    }

    private static BodyPublisher publisher(byte[] body) {
        return body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    }

    private Response response(HttpResponse<InputStream> received) throws IOException {
        try (InputStream body = received.body()) {
            return Direct.response(received.statusCode(), received.headers().map(), body, settings.readTimeout());
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
