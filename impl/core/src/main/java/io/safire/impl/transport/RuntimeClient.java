package io.safire.impl.transport;

import io.safire.impl.config.HttpSettings;
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

/** Factory for MicroProfile Rest Clients of the runtime. Each client has connections that no other client shares. */
public final class RuntimeClient implements AutoCloseable {

    private static final URI NOWHERE = URI.create("https://safire.invalid");

    private final HttpSettings settings;
    private final boolean single;
    private @Nullable ApacheSender sender;

    private RuntimeClient(HttpSettings settings, boolean single) {
        this.settings = settings;
        this.single = single;
    }

    /**
     * Returns the MicroProfile Rest Client implementation of the runtime.
     *
     * @throws IllegalStateException if the runtime has only the API
     */
    public static Object implementation() {
        return RestClientBuilderResolver.instance();
    }

    /** Returns a factory for clients that reuse their connections. */
    static RuntimeClient keeping(HttpSettings settings) {
        return new RuntimeClient(settings, false);
    }

    /**
     * Returns a factory for clients that open a connection for each request, so that no request uses a connection that
     * the server has already closed.
     */
    static RuntimeClient single(HttpSettings settings) {
        return new RuntimeClient(settings, true);
    }

    @Override
    public synchronized void close() {
        if (sender != null) {
            sender.close();
            sender = null;
        }
    }

    /** Returns the connector that sends in place of Jersey. Other runtimes lack its classes. */
    private synchronized Direct direct() {
        ApacheSender opened = sender;
        if (opened == null) {
            try {
                opened = new ApacheSender(settings);
            } catch (LinkageError absent) {
                // no cause: the message of the innermost cause becomes the message for the user
                throw new IllegalStateException("Jersey needs Apache HttpClient 5.4 or later (" + absent.getMessage()
                        + " is missing): add org.apache.httpcomponents.client5:httpclient5");
            }
            sender = opened;
        }
        return opened;
    }

    WireApi open() {
        SSLContext tls = new TlsContext(settings).context();
        RestClientBuilder builder = RestClientBuilder.newBuilder()
                .baseUri(NOWHERE)
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .register(new TargetFilter(this::send, single, Optional.of(tls)));
        try {
            builder.sslContext(tls);
        } catch (UnsupportedOperationException byQuarkus) {
            // Quarkus: its HTTP client, Vert.x, enables TLS 1.2 and 1.3 whatever the JVM allows
            addStores(builder);
        }
        return builder.build(WireApi.class);
    }

    private Response send(String method, URI target, MultivaluedMap<String, String> headers, byte[] body, int limit)
            throws IOException {
        return direct().send(method, target, headers, body, limit);
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
