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
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends in place of Jersey what changes something or holds a credential. Jersey's client is the JDK's HttpURLConnection,
 * which repeats a request by itself when the connection breaks, or, where the body is streamed so that it cannot, loses
 * the body of a 401.
 */
final class DirectRequests {

    private static final List<String> SENT =
            List.of("Accept", "Authorization", "Content-Type", "If-None-Match", "User-Agent");

    private final HttpSettings settings;
    private volatile @Nullable HttpClient client;

    DirectRequests(HttpSettings settings) {
        this.settings = settings;
    }

    Response send(String method, URI target, MultivaluedMap<String, String> headers, byte[] body) throws IOException {
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
        Response.ResponseBuilder response = Response.status(received.statusCode());
        for (Map.Entry<String, List<String>> header : received.headers().map().entrySet()) {
            header.getValue().forEach(value -> response.header(header.getKey(), value));
        }
        try (InputStream stream = received.body()) {
            return response.entity(BoundedBody.read(stream, settings.readTimeout(), HttpTransport.MOST_BYTES))
                    .build();
        } catch (RunawayBodyException tooLong) {
            return response.entity(tooLong.received()).build();
        }
    }

    private HttpClient client() {
        HttpClient built = client;
        return built == null ? build() : built;
    }

    private synchronized HttpClient build() {
        HttpClient built = client;
        if (built == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(settings.connectTimeout());
            if (settings.trustStore() != null || settings.keyStore() != null) {
                builder.sslContext(context());
            }
            built = builder.build();
            client = built;
        }
        return built;
    }

    private SSLContext context() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(settings.trustStore());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            String password = settings.keyStorePassword();
            keys.init(settings.keyStore(), password == null ? new char[0] : password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(settings.keyStore() == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the key store or trust store cannot be used", unusable);
        }
    }
}
