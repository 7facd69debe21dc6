package io.safire.internal.client;

import io.safire.brand.BrandBundle;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.discovery.SmartMetadataCache;
import java.net.URI;
import java.util.List;

/** The brand bundles that an application reads. */
public interface BrandBundles extends AutoCloseable {

    BrandBundle ofServer(Server server);

    /**
     * Merges the bundle of a vendor with the bundles of those configured servers that the vendor's bundle lists.
     *
     * @param address the address of the vendor's bundle
     * @param servers the configured servers
     */
    BrandBundle ofVendor(URI address, List<Server> servers);

    /** Closes the connections for a server that was removed or changed, and discards its brands. */
    void forget(String server);

    @Override
    void close();

    record Server(ServerSettings settings, SmartMetadataCache metadata) {}
}
