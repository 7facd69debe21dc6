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

/** The MicroProfile Rest Client of the runtime. Each has connections that no other one takes. */
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
     * Looks up the implementation of the runtime.
     *
     * @throws IllegalStateException if the runtime has only the API
     */
    public static Object implementation() {
        return RestClientBuilderResolver.instance();
    }

    /** One that keeps its connections for the requests that follow. */
    static RuntimeClient keeping(HttpSettings settings) {
        return new RuntimeClient(settings, false);
    }

    /** One that opens a connection for each request, so that none goes over one that the server has closed already. */
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

    /** Returns what sends in place of Jersey. Other runtimes lack its classes. */
    private synchronized Direct direct() {
        ApacheSender opened = sender;
        if (opened == null) {
            try {
                opened = new ApacheSender(settings);
            } catch (LinkageError absent) {
                // without a cause: the innermost text goes into the message of the error
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
            // its HTTP client, Vert.x, enables TLS 1.2 and 1.3 by itself, whatever the JVM allows
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
