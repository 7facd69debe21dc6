package io.safire.internal.brand;

import io.safire.brand.BrandBundle;
import io.safire.internal.client.BrandBundles;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.HttpSenderFactory;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The brand bundles that an application reads, each from its publisher. */
final class HttpBrandBundles implements BrandBundles {

    /**
     * The maximum number of cached bundles of one server. Without this limit, a server whose metadata contains a new
     * URL each time would fill the memory.
     */
    private static final int MAX_BUNDLES_OF_SERVER = 1;

    private final HttpSenderFactory senders;
    private final Clock clock;
    private final RequestObserver observer;
    private final VendorBrands vendors;
    private final Map<String, ServerBrands> servers = new ConcurrentHashMap<>();

    HttpBrandBundles(ConfiguredServers servers, HttpSenderFactory senders, Clock clock, RequestObserver observer) {
        this.senders = senders;
        this.clock = clock;
        this.observer = observer;
        this.vendors = new VendorBrands(servers, senders, clock, observer);
    }

    @Override
    public BrandBundle ofServer(Server server) {
        return brands(server).bundle();
    }

    /** Requests only the bundles of those servers that the vendor's bundle lists. */
    @Override
    public BrandBundle ofVendor(URI address, List<Server> configured) {
        BrandBundleMerger merger = new BrandBundleMerger(
                vendors.bundle(address),
                configured.stream().map(HttpBrandBundles::baseUrl).toList());
        configured.forEach(server -> merger.add(server.settings().name(), baseUrl(server), brands(server)));
        return merger.merge();
    }

    @Override
    public void forget(String server) {
        ServerBrands removed = servers.remove(server);
        if (removed != null) {
            removed.close();
        }
    }

    @Override
    public void close() {
        servers.values().forEach(ServerBrands::close);
        servers.clear();
        vendors.close();
    }

    private ServerBrands brands(Server server) {
        return servers.computeIfAbsent(server.settings().name(), name -> create(server));
    }

    private ServerBrands create(Server server) {
        ServerSettings settings = server.settings();
        return new ServerBrands(
                settings,
                server.metadata(),
                new BrandBundleCache(settings, senders, clock, observer, MAX_BUNDLES_OF_SERVER));
    }

    private static URI baseUrl(Server server) {
        return server.settings().endpoints().baseUrl();
    }
}
