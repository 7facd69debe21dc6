package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;

/**
 * A connector that sends a request through the HTTP proxy for its URL, if there is one. The HTTP clients of the runtimes
 * differ in the proxies and credentials that they support, so only {@link ProxyConnector} sends requests through a
 * proxy.
 */
final class RoutingConnector implements HttpConnector {

    private final HttpSettings settings;
    private final HttpConnector direct;
    private final TlsContext tls;

    /** @param direct the connector for requests without proxy */
    RoutingConnector(HttpSettings settings, HttpConnector direct) {
        this.settings = settings;
        this.direct = direct;
        this.tls = new TlsContext(settings);
    }

    @Override
    public InboundResponse exchange(OutboundRequest request) throws Exception {
        return settings.proxy().selectsProxy(request.target())
                ? exchangeThroughProxy(request)
                : direct.exchange(request);
    }

    private InboundResponse exchangeThroughProxy(OutboundRequest request) throws Exception {
        ProxyServer proxy = ProxyServer.find(settings.proxy(), request.target()).orElseThrow();
        return new ProxyConnector(settings, tls, proxy).exchange(request);
    }

    @Override
    public void close() {
        direct.close();
    }
}
