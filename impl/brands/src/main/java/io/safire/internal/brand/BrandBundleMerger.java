package io.safire.internal.brand;

import io.safire.brand.BrandBundle;
import io.safire.diagnosis.Finding;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.internal.launch.CanonicalUrl;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Merger of a vendor's bundle with the bundles of configured servers. The bundles of the servers take precedence. Each
 * bundle is read only once, regardless of the number of servers.
 */
public final class BrandBundleMerger {

    private final Set<String> configuredUrls = new HashSet<>();
    private final Set<String> listedUrls = new HashSet<>();
    private final BrandBundle vendor;
    private final Deque<BrandBundle> bundles = new ArrayDeque<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param baseUrls the base URLs of the configured servers
     */
    public BrandBundleMerger(BrandBundle vendor, List<URI> baseUrls) {
        this.vendor = vendor;
        baseUrls.stream().map(CanonicalUrl::of).filter(url -> !url.isEmpty()).forEach(configuredUrls::add);
        prepend(vendor);
    }

    /**
     * Adds the bundle of a server, or a finding if the bundle cannot be read. Ignores a server that no earlier bundle
     * lists.
     */
    public void add(String server, URI baseUrl, ServerBrands serverBrands) {
        if (!listedUrls.contains(CanonicalUrl.of(baseUrl))) {
            return;
        }
        try {
            Optional<URI> address = serverBrands.bundleUrl();
            if (address.isPresent() && !address.get().equals(vendor.source())) {
                prepend(serverBrands.bundle());
            }
        } catch (DiscoveryException | NetworkException failure) {
            findings.add(finding(server, failure));
        }
    }

    /** A bundle that was added later takes precedence over earlier bundles. */
    public BrandBundle merge() {
        BrandBundle first = bundles.removeFirst();
        BrandBundle merged = bundles.isEmpty() ? first : first.mergeWith(bundles.toArray(BrandBundle[]::new));
        findings.addAll(merged.findings());
        return BrandBundle.of(
                vendor.source(), vendor.timestamp().orElse(null), null, merged.brands(), merged.endpoints(), findings);
    }

    private void prepend(BrandBundle bundle) {
        bundles.addFirst(bundle);
        bundle.endpoints().stream()
                .map(endpoint -> CanonicalUrl.of(endpoint.url()))
                .filter(configuredUrls::contains)
                .forEach(listedUrls::add);
    }

    private static Finding finding(String server, SmartException failure) {
        return BrandMessage.VENDOR_BRANDS_USED
                .finding(server, failure.failure())
                .withMember("user_access_brand_bundle");
    }
}
