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
 * Bundles by their addresses. They have connections of their own: no client certificate goes there, and their clock is not
 * that of the server.
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
     * Sends nothing yet.
     *
     * @param maxKept the number of bundles kept; beyond it, the one that was not asked for longest is dropped
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
     * The bundle at an address that was checked.
     *
     * @param origin what the address stands in, for messages
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
