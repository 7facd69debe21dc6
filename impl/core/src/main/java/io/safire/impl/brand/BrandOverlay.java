package io.safire.impl.brand;

import io.safire.Finding;
import io.safire.brand.BrandBundle;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.impl.launch.CanonicalUrl;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts what configured servers say of themselves over what their vendor says. It reads each bundle once, whatever the
 * number of servers.
 */
public final class BrandOverlay {

    private final Set<String> wanted = new HashSet<>();
    private final Set<String> listed = new HashSet<>();
    private final BrandBundle vendor;
    private final Deque<BrandBundle> bundles = new ArrayDeque<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Looks for servers in the bundle of a vendor.
     *
     * @param baseUrls the base URLs of the configured servers
     */
    public BrandOverlay(BrandBundle vendor, List<URI> baseUrls) {
        this.vendor = vendor;
        baseUrls.stream().map(CanonicalUrl::of).filter(url -> !url.isEmpty()).forEach(wanted::add);
        put(vendor);
    }

    /** Adds the bundle of a server that is listed so far. A server whose own bundle cannot be read becomes a finding. */
    public void add(String server, URI baseUrl, ServerBrands own) {
        if (!listed.contains(CanonicalUrl.of(baseUrl))) {
            return;
        }
        try {
            Optional<URI> address = own.address();
            if (address.isPresent() && !address.get().equals(vendor.source())) {
                put(own.bundle());
            }
        } catch (DiscoveryException | NetworkException failure) {
            findings.add(finding(server, failure));
        }
    }

    /** Returns all bundles as one; a later server comes over an earlier one. */
    public BrandBundle merged() {
        BrandBundle first = bundles.removeFirst();
        BrandBundle merged = bundles.isEmpty() ? first : first.over(bundles.toArray(BrandBundle[]::new));
        findings.addAll(merged.findings());
        return new BrandBundle(
                vendor.source(), vendor.timestamp(), Optional.empty(), merged.brands(), merged.endpoints(), findings);
    }

    private void put(BrandBundle bundle) {
        bundles.addFirst(bundle);
        bundle.endpoints().stream()
                .map(endpoint -> CanonicalUrl.of(endpoint.url()))
                .filter(wanted::contains)
                .forEach(listed::add);
    }

    private static Finding finding(String server, SmartException failure) {
        return new Finding(
                "user_access_brand_bundle",
                "the brands of " + server + " are those of the vendor, since its own could not be read: "
                        + failure.getMessage());
    }
}
