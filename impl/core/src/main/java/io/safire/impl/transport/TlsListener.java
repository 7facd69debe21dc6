package io.safire.impl.transport;

import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;

/**
 * Gives a client the trust store and the client certificate of its server again. Open Liberty with its feature
 * transportSecurity has a listener of its own, which runs before this one and replaces both by those of the server
 * configuration.
 *
 * @see <a href="https://github.com/OpenLiberty/open-liberty/issues/33537">Open Liberty, issue 33537</a>
 */
public final class TlsListener implements RestClientListener {

    /** Set on Open Liberty only; the client of Quarkus takes no TLS context. */
    private static final String LIBERTY = "wlp.install.dir";

    @Override
    public void onNewClient(Class<?> type, RestClientBuilder builder) {
        if (type == WireApi.class && System.getProperty(LIBERTY) != null) {
            builder.getConfiguration().getInstances().stream()
                    .filter(TargetFilter.class::isInstance)
                    .flatMap(filter -> ((TargetFilter) filter).tls().stream())
                    .forEach(builder::sslContext);
        }
    }
}
