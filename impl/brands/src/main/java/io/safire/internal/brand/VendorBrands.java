package io.safire.internal.brand;

import io.safire.brand.BrandBundle;
import io.safire.error.ValidationException;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.http.HttpSenderFactory;
import io.safire.internal.http.HttpTransport;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bundles of vendors, at addresses that the application supplies. */
public final class VendorBrands implements AutoCloseable {

    private static final String ADDRESS_SOURCE = "the call to SmartClients.brands";
    /**
     * The maximum number of bundles in each cache. Without this limit, an application that reads bundles from many
     * addresses would fill the memory.
     */
    private static final int MAX_BUNDLES = 16;

    private final ConfiguredServers servers;
    private final HttpSenderFactory senderFactory;
    private final Clock clock;
    private final RequestObserver observer;
    private final Map<UrlPolicy, BrandBundleCache> bundleCaches = new ConcurrentHashMap<>();

    public VendorBrands(ConfiguredServers servers, HttpSenderFactory calls, Clock clock, RequestObserver observer) {
        this.servers = servers;
        this.senderFactory = calls;
        this.clock = clock;
        this.observer = observer;
    }

    /**
     * @throws ValidationException if the address is not https
     */
    public BrandBundle bundle(URI address) {
        ServerSettings settings = servers.readForDocument(address);
        settings.endpoints().urlPolicy().violation(address).ifPresent(violation -> {
            String where = HttpTransport.withoutQuery(address);
            throw new ValidationException(
                    BrandMessage.INSECURE_BRANDS.formatWithoutServer(
                            "the address of the bundle", violation.requirement(), where),
                    "vendor_bundle",
                    violation.description());
        });
        return bundleCaches
                .computeIfAbsent(
                        settings.endpoints().urlPolicy(),
                        rule -> new BrandBundleCache(settings, senderFactory, clock, observer, MAX_BUNDLES))
                .bundle(address, ADDRESS_SOURCE);
    }

    @Override
    public void close() {
        bundleCaches.values().forEach(BrandBundleCache::close);
        bundleCaches.clear();
    }
}
