package io.safire.internal.brand;

import io.safire.brand.BrandBundle;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpSenderFactory;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.text.LruMap;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

/**
 * Cache of brand bundles by address. It uses its own connections, so that no client certificate is sent to a publisher.
 */
public final class BrandBundleCache implements AutoCloseable {

    private final ServerSettings settings;
    private final HttpTransport transport;
    private final HttpSender sender;
    private final Clock clock;
    private final RequestObserver observer;
    private final Map<URI, CachedBrandBundle> bundles;

    /**
     * This constructor sends no request.
     *
     * @param maxEntries the maximum number of cached bundles; the least recently used bundle is evicted
     */
    public BrandBundleCache(
            ServerSettings settings,
            HttpSenderFactory senderFactory,
            Clock clock,
            RequestObserver observer,
            int maxEntries) {
        this.settings = settings;
        this.transport = new HttpTransport(
                settings.name(),
                settings.http().withoutClientCertificate(),
                settings.endpoints().urlPolicy());
        this.sender = senderFactory.create(transport, () -> {});
        this.clock = clock;
        this.observer = observer;
        this.bundles = new LruMap<>(maxEntries);
    }

    /**
     * @param address the address, which the caller has validated
     * @param addressSource the metadata member or method that supplies the address, for messages
     */
    public BrandBundle bundle(URI address, String addressSource) {
        return findOrCreate(address, addressSource).bundle();
    }

    @Override
    public void close() {
        transport.close();
    }

    private synchronized CachedBrandBundle findOrCreate(URI address, String addressSource) {
        return bundles.computeIfAbsent(
                address, any -> new CachedBrandBundle(settings, sender, clock, observer, address, addressSource));
    }
}
