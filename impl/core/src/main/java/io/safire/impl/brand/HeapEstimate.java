package io.safire.impl.brand;

import io.safire.brand.Brand;
import io.safire.brand.BrandAddress;
import io.safire.brand.BrandEndpoint;
import io.safire.brand.BrandIdentifier;
import io.safire.brand.BrandLogo;
import io.safire.brand.BrandPortal;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Estimator of the heap size of a bundle's brands and endpoints on a JVM with compressed references. It rejects a bundle above
 * the limit, because a bundle of many small values can occupy ten times its transfer size.
 */
final class HeapEstimate {

    /** A record with its fields. */
    private static final int OBJECT = 32;
    /** A brand with its slots in the mutable list and in the immutable copy. */
    private static final int BRAND = 88;

    private static final int ENDPOINT = 56;
    /** A list and its array without slots. */
    private static final int LIST = 40;

    private static final int SLOT = 4;
    /** A string and its array without characters. */
    private static final int STRING = 44;

    private static final int OPTIONAL = 16;
    /** A URI and the strings of its components without characters. */
    private static final int URI_PARTS = 288;
    /** The map nodes of an entry in {@link References}. */
    private static final int NODES = 96;

    private final BundleStrings strings;
    private final long max;
    private final Set<String> counted = new HashSet<>();
    private long total;

    HeapEstimate(BundleStrings strings, long max) {
        this.strings = strings;
        this.max = max;
    }

    /** Adds the memory that an entry needs until references are resolved. */
    void add(String id, String local) {
        add(NODES + string(id) + string(local));
    }

    void add(Brand brand) {
        add(BRAND
                + string(brand.name())
                + strings(brand.aliases())
                + sum(brand.identifiers(), this::identifier)
                + strings(brand.categories())
                + sum(brand.addresses(), this::address)
                + optional(brand.website(), this::uri)
                + sum(brand.logos(), this::logo)
                + sum(brand.portals(), this::portal)
                + strings(brand.endpoints())
                + optional(brand.parent(), this::string)
                + sum(brand.bundles(), this::uri));
    }

    void add(BrandEndpoint endpoint) {
        add(ENDPOINT
                + uri(endpoint.url())
                + optional(endpoint.name(), this::string)
                + strings(endpoint.fhirVersions())
                + optional(endpoint.status(), this::string)
                + optional(endpoint.connectionType(), this::string)
                + optional(endpoint.contact(), this::uri));
    }

    private void add(long bytes) {
        total += bytes;
        if (total > max) {
            throw new BrandsTooLargeException(max);
        }
    }

    private long identifier(BrandIdentifier identifier) {
        return OBJECT + optional(identifier.system(), this::string) + string(identifier.value());
    }

    private long address(BrandAddress address) {
        return OBJECT
                + strings(address.lines())
                + optional(address.city(), this::string)
                + optional(address.state(), this::string)
                + optional(address.postalCode(), this::string)
                + optional(address.country(), this::string);
    }

    private long portal(BrandPortal portal) {
        return OBJECT
                + optional(portal.name(), this::string)
                + optional(portal.description(), this::string)
                + optional(portal.url(), this::uri)
                + optional(portal.logo(), this::logo)
                + strings(portal.endpoints());
    }

    private long logo(BrandLogo logo) {
        return OBJECT
                + uri(logo.url())
                + optional(logo.license(), this::uri)
                + optional(logo.licenseType(), this::string);
    }

    /**
     * A URI retains its text and its components: twice the length of an opaque URI, up to three times the length of other URIs.
     */
    private long uri(URI uri) {
        return URI_PARTS + (uri.isOpaque() ? 2 : 3) * characters(uri.toString());
    }

    private long strings(List<String> texts) {
        return sum(texts, this::string);
    }

    private long string(String text) {
        return strings.isShared(text) && !counted.add(text) ? 0 : STRING + characters(text);
    }

    private static <T> long sum(Collection<T> parts, ToLongFunction<T> estimate) {
        return parts.isEmpty()
                ? 0
                : LIST
                        + (long) SLOT * parts.size()
                        + parts.stream().mapToLong(estimate).sum();
    }

    private static <T> long optional(Optional<T> part, ToLongFunction<T> estimate) {
        return part.isEmpty() ? 0 : OPTIONAL + estimate.applyAsLong(part.get());
    }

    /** The JVM uses one byte for each character if all characters are in ISO 8859-1, and otherwise two. */
    private static long characters(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) > 0xFF) {
                return 2L * text.length();
            }
        }
        return text.length();
    }
}
