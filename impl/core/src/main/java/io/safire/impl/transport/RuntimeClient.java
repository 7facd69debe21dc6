package io.safire.impl.transport;

import io.safire.impl.config.HttpSettings;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderResolver;

/** The MicroProfile Rest Client of the runtime. Each has connections that no other one takes. */
public final class RuntimeClient {

    private static final URI NOWHERE = URI.create("https://safire.invalid");

    private RuntimeClient() {}

    /**
     * Looks up the implementation of the runtime.
     *
     * @throws IllegalStateException if the runtime has only the API
     */
    public static Object implementation() {
        return RestClientBuilderResolver.instance();
    }

    /** One that keeps its connections for the requests that follow. */
    static WireApi keeping(HttpSettings settings) {
        return build(settings, new DirectRequests(settings), false);
    }

    /** One that opens a connection for each request, so that none goes over one that the server has closed already. */
    static WireApi single(HttpSettings settings) {
        return build(settings, new OwnConnection(settings), true);
    }

    private static WireApi build(HttpSettings settings, Direct direct, boolean single) {
        SSLContext tls = new TlsContext(settings).context();
        RestClientBuilder builder = RestClientBuilder.newBuilder()
                .baseUri(NOWHERE)
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .register(new TargetFilter(direct, single, Optional.of(tls)));
        try {
            builder.sslContext(tls);
        } catch (UnsupportedOperationException byQuarkus) {
            // its HTTP client, Vert.x, enables TLS 1.2 and 1.3 by itself, whatever the JVM allows
            addStores(builder, settings);
        }
        return builder.build(WireApi.class);
    }

    private static void addStores(RestClientBuilder builder, HttpSettings settings) {
        if (settings.trustStore() != null) {
            builder.trustStore(settings.trustStore());
        }
        if (settings.keyStore() != null) {
            builder.keyStore(settings.keyStore(), settings.keyStorePassword());
        }
    }
}
