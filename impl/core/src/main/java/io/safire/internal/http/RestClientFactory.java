package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderResolver;

/** Factory for the MicroProfile Rest Clients of one server. These clients share no connections. */
public final class RestClientFactory {

    private static final URI PLACEHOLDER_URI = URI.create("https://safire.invalid");

    private final HttpSettings settings;
    private final TlsContext tls;
    private final TargetFilter filter;

    /**
     * @param singleUse true if each request uses a new connection
     */
    RestClientFactory(HttpSettings settings, boolean singleUse) {
        this.settings = settings;
        this.tls = new TlsContext(settings);
        this.filter = new TargetFilter(settings.userAgent(), singleUse, tls);
    }

    /**
     * @throws IllegalStateException if the runtime provides the API without an implementation
     */
    public static Object implementation() {
        return RestClientBuilderResolver.instance();
    }

    RawHttpApi open() {
        RestClientBuilder builder = RestClientBuilder.newBuilder()
                .baseUri(PLACEHOLDER_URI)
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .register(filter);
        try {
            builder.sslContext(tls.context());
        } catch (UnsupportedOperationException unsupported) {
            // the HTTP client of Quarkus (Vert.x) enables TLS 1.2 and 1.3, regardless of the settings of the JVM
            addStores(builder);
        }
        return builder.build(RawHttpApi.class);
    }

    private void addStores(RestClientBuilder builder) {
        if (settings.trustStore() != null) {
            builder.trustStore(settings.trustStore().keyStore());
        }
        if (settings.keyStore() != null) {
            builder.keyStore(settings.keyStore().keyStore(), settings.keyStorePassword());
        }
    }
}
