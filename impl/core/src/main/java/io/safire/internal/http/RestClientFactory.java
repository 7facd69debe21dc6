package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderResolver;
import org.jspecify.annotations.Nullable;

/** Factory for MicroProfile Rest Clients of the runtime. The clients share no connections, except on Jersey, where
 * the clients of one factory share a connector. */
public final class RestClientFactory implements AutoCloseable {

    private static final URI PLACEHOLDER_URI = URI.create("https://safire.invalid");

    private final HttpSettings settings;
    private final boolean singleUse;
    private @Nullable ApacheHttpConnector connector;

    private RestClientFactory(HttpSettings settings, boolean singleUse) {
        this.settings = settings;
        this.singleUse = singleUse;
    }

    /**
     * Returns the MicroProfile Rest Client implementation of the runtime.
     *
     * @throws IllegalStateException if the runtime provides the API without an implementation
     */
    public static Object implementation() {
        return RestClientBuilderResolver.instance();
    }

    /** Returns a factory for clients that reuse their connections. */
    static RestClientFactory pooled(HttpSettings settings) {
        return new RestClientFactory(settings, false);
    }

    /**
     * Returns a factory for clients that open a connection for each request, so that no request uses a connection that
     * the server has already closed.
     */
    static RestClientFactory singleUse(HttpSettings settings) {
        return new RestClientFactory(settings, true);
    }

    @Override
    public synchronized void close() {
        if (connector != null) {
            connector.close();
            connector = null;
        }
    }

    /**
     * Returns the connector that sends the requests in place of Jersey. Runtimes without Jersey lack the classes of the
     * connector.
     */
    private synchronized HttpConnector openConnector() {
        ApacheHttpConnector opened = connector;
        if (opened == null) {
            try {
                opened = new ApacheHttpConnector(settings);
            } catch (LinkageError absent) {
                // no cause is set, because the message of the innermost cause becomes the message for the user
                throw new IllegalStateException("Jersey needs Apache HttpClient 5.4 or later (" + absent.getMessage()
                        + " is missing): add org.apache.httpcomponents.client5:httpclient5");
            }
            connector = opened;
        }
        return opened;
    }

    RawHttpApi open() {
        SSLContext tls = new TlsContext(settings).context();
        RestClientBuilder builder = RestClientBuilder.newBuilder()
                .baseUri(PLACEHOLDER_URI)
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .register(new TargetFilter(this::send, singleUse, Optional.of(tls)));
        try {
            builder.sslContext(tls);
        } catch (UnsupportedOperationException unsupported) {
            // on Quarkus, the HTTP client (Vert.x) enables TLS 1.2 and 1.3 regardless of the versions that the JVM
            // enables
            addStores(builder);
        }
        return builder.build(RawHttpApi.class);
    }

    private Response send(String method, URI target, MultivaluedMap<String, String> headers, byte[] body, int limit)
            throws IOException {
        return openConnector().send(method, target, headers, body, limit);
    }

    private void addStores(RestClientBuilder builder) {
        if (settings.trustStore() != null) {
            builder.trustStore(settings.trustStore());
        }
        if (settings.keyStore() != null) {
            builder.keyStore(settings.keyStore(), settings.keyStorePassword());
        }
    }
}
