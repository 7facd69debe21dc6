package io.safire.impl.brand;

import io.safire.brand.BrandBundle;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpTransport;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Cache of brand bundles by address. It uses separate connections, so that no client certificate is sent to a publisher, and a
 * publisher's clock is not mistaken for the server's clock.
 */
public final class BrandSources implements AutoCloseable {

    private final ServerSettings settings;
    private final HttpTransport transport;
    private final HttpCalls calls;
    private final Clock clock;
    private final RequestObserver observer;
    private final int maxKept;
    private final Map<URI, BrandSource> sources = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, BrandSource> eldest) {
            return size() > maxKept;
        }
    };

    /**
     * Creates an empty cache without sending a request.
     *
     * @param maxKept the maximum number of cached bundles; the least recently used bundle is evicted
     */
    public BrandSources(
            ServerSettings settings,
            Function<HttpTransport, HttpCalls> calls,
            Clock clock,
            RequestObserver observer,
            int maxKept) {
        this.settings = settings;
        this.transport = new HttpTransport(
                settings.http().withoutIdentity(), settings.addresses().rule());
        this.calls = calls.apply(transport);
        this.clock = clock;
        this.observer = observer;
        this.maxKept = maxKept;
    }

    /**
     * Returns the bundle of a validated address.
     *
     * @param origin the metadata field or method that the address comes from, for messages
     */
    public BrandBundle bundle(URI address, String origin) {
        return source(address, origin).bundle();
    }

    @Override
    public void close() {
        transport.close();
    }

    private synchronized BrandSource source(URI address, String origin) {
        return sources.computeIfAbsent(
                address, any -> new BrandSource(settings, calls, clock, observer, address, origin));
    }
}
