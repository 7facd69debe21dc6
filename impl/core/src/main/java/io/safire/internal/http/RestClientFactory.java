package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderResolver;

/** Factory for MicroProfile Rest Clients of the runtime. The clients share no connections. */
public final class RestClientFactory {

    private static final URI PLACEHOLDER_URI = URI.create("https://safire.invalid");

    private RestClientFactory() {}

    /**
     * Returns the MicroProfile Rest Client implementation of the runtime.
     *
     * @throws IllegalStateException if the runtime provides the API without an implementation
     */
    public static Object implementation() {
        return RestClientBuilderResolver.instance();
    }

    /**
     * Creates a client.
     *
     * @param singleUse whether each request uses a new connection
     */
    static RawHttpApi open(HttpSettings settings, boolean singleUse) {
        SSLContext tls = new TlsContext(settings).context();
        RestClientBuilder builder = RestClientBuilder.newBuilder()
                .baseUri(PLACEHOLDER_URI)
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .register(new TargetFilter(singleUse, tls));
        try {
            builder.sslContext(tls);
        } catch (UnsupportedOperationException unsupported) {
            // on Quarkus, the HTTP client (Vert.x) enables TLS 1.2 and 1.3 regardless of the versions that the JVM
            // enables
            addStores(builder, settings);
        }
        return builder.build(RawHttpApi.class);
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
