package io.safire.internal.http;

import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;

/**
 * A listener that restores the TLS context of a client on Open Liberty. With the feature transportSecurity, Open
 * Liberty has a listener of its own, which runs before this listener. The listener of Open Liberty replaces the trust
 * store and the client certificate with those of the server configuration.
 *
 * @see <a href="https://github.com/OpenLiberty/open-liberty/issues/33537">Open Liberty, issue 33537</a>
 */
public final class TlsListener implements RestClientListener {

    /** A system property that only Open Liberty sets. On Quarkus, the HTTP client supports no TLS context. */
    private static final String LIBERTY_PROPERTY = "wlp.install.dir";

    @Override
    public void onNewClient(Class<?> type, RestClientBuilder builder) {
        if (type == RawHttpApi.class && System.getProperty(LIBERTY_PROPERTY) != null) {
            builder.getConfiguration().getInstances().stream()
                    .filter(TargetFilter.class::isInstance)
                    .forEach(filter -> builder.sslContext(((TargetFilter) filter).tls()));
        }
    }
}
