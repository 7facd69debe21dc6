package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;
import java.util.Optional;

/**
 * A connector that sends a request through the HTTP proxy for its URL, if there is one. The HTTP clients of the runtimes
 * differ in the proxies and credentials that they support, so only {@link ProxyConnector} sends requests through a
 * proxy.
 */
final class RoutingConnector implements HttpConnector {

    private final HttpSettings settings;
    private final HttpConnector direct;

    /** @param direct the connector for requests without proxy */
    RoutingConnector(HttpSettings settings, HttpConnector direct) {
        this.settings = settings;
        this.direct = direct;
    }

    @Override
    public InboundResponse exchange(OutboundRequest request) throws Exception {
        Optional<ProxyServer> proxy = ProxyServer.find(settings.proxy(), request.target());
        return proxy.isEmpty() ? direct.exchange(request) : new ProxyConnector(settings, proxy.get()).exchange(request);
    }

    @Override
    public void close() {
        direct.close();
    }
}
