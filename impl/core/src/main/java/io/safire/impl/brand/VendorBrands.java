package io.safire.impl.brand;

import io.safire.brand.BrandBundle;
import io.safire.error.ValidationException;
import io.safire.impl.config.ConfiguredServers;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.UrlRule;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpTransport;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Bundles of vendors, at addresses that the application passes. */
public final class VendorBrands implements AutoCloseable {

    private static final String ORIGIN = "the call to SmartClients.brands";
    /** The limit for each URL policy, because the application chooses the addresses. */
    private static final int MAX_KEPT = 16;

    private final ConfiguredServers servers;
    private final Function<HttpTransport, HttpCalls> calls;
    private final Clock clock;
    private final RequestObserver observer;
    private final Map<UrlRule, BrandSources> sources = new ConcurrentHashMap<>();

    public VendorBrands(
            ConfiguredServers servers,
            Function<HttpTransport, HttpCalls> calls,
            Clock clock,
            RequestObserver observer) {
        this.servers = servers;
        this.calls = calls;
        this.clock = clock;
        this.observer = observer;
    }

    /**
     * Returns the bundle of a vendor.
     *
     * @throws ValidationException if the address is not https
     */
    public BrandBundle bundle(URI address) {
        ServerSettings settings = servers.readFor(address);
        if (!settings.addresses().rule().allows(address)) {
            String where = HttpTransport.withoutQuery(address);
            throw new ValidationException(
                    null,
                    Message.INSECURE_BRANDS.ofAll("the address of the bundle", where),
                    "vendor_bundle",
                    "is not https");
        }
        return sources.computeIfAbsent(
                        settings.addresses().rule(),
                        rule -> new BrandSources(settings, calls, clock, observer, MAX_KEPT))
                .bundle(address, ORIGIN);
    }

    @Override
    public void close() {
        sources.values().forEach(BrandSources::close);
        sources.clear();
    }
}
