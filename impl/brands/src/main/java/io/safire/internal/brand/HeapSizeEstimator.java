package io.safire.internal.brand;

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
 * Estimator of the heap size of a bundle's brands and endpoints on a JVM with compressed references. The estimator
 * rejects a bundle whose estimated size exceeds the limit, because a bundle of many small values can occupy ten times
 * its transfer size.
 */
final class HeapSizeEstimator {

    /** A record with its fields. */
    private static final int OBJECT_BYTES = 32;
    /** A brand with its slots in the mutable list and in the immutable copy. */
    private static final int BRAND_BYTES = 88;

    private static final int ENDPOINT_BYTES = 56;
    /** A list and its array, without the slots of the array. */
    private static final int LIST_BYTES = 40;

    private static final int SLOT_BYTES = 4;
    /** A string and its array, without the characters. */
    private static final int STRING_BYTES = 44;

    private static final int OPTIONAL_BYTES = 16;
    /** A URI and the strings of its components, without the characters. */
    private static final int URI_BYTES = 288;
    /** The map nodes that an entry needs in {@link ReferenceResolver} and {@link BrandHierarchy}. */
    private static final int ENTRY_BYTES = 192;
    /** A link from an endpoint, and the list of endpoints that an organization manages. */
    private static final int LINK_BYTES = 192;

    private final BundleStringPool strings;
    private final long maxBytes;
    private final Set<String> counted = new HashSet<>();
    private long totalBytes;

    HeapSizeEstimator(BundleStringPool strings, long max) {
        this.strings = strings;
        this.maxBytes = max;
    }

    /** Adds the memory that an entry needs until references are resolved. */
    void addEntry(String id, String logicalId, String url) {
        add(ENTRY_BYTES + string(id) + string(logicalId) + (url.isEmpty() ? 0 : string(url)));
    }

    /** Adds the memory that an unresolved link from an endpoint to an organization needs. */
    void addLink(String reference, String name) {
        add(LINK_BYTES + string(reference) + string(name));
    }

    /** Adds the identifiers of an endpoint. */
    void addIdentifiers(List<BrandIdentifier> identifiers) {
        add(LINK_BYTES + sum(identifiers, this::identifier));
    }

    /** Adds the map nodes and the copy of a reference to an identifier. */
    void addLogicalReference(String reference) {
        add(LINK_BYTES + string(reference));
    }

    void add(Brand brand) {
        add(BRAND_BYTES
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
        add(ENDPOINT_BYTES
                + uri(endpoint.url())
                + optional(endpoint.name(), this::string)
                + strings(endpoint.fhirVersions())
                + optional(endpoint.status(), this::string)
                + optional(endpoint.connectionType(), this::string)
                + optional(endpoint.contact(), this::uri));
    }

    private void add(long bytes) {
        totalBytes += bytes;
        if (totalBytes > maxBytes) {
            throw BrandsTooLargeException.ofMemory(maxBytes);
        }
    }

    private long identifier(BrandIdentifier identifier) {
        return OBJECT_BYTES + optional(identifier.system(), this::string) + string(identifier.value());
    }

    private long address(BrandAddress address) {
        return OBJECT_BYTES
                + strings(address.lines())
                + optional(address.city(), this::string)
                + optional(address.state(), this::string)
                + optional(address.postalCode(), this::string)
                + optional(address.country(), this::string);
    }

    private long portal(BrandPortal portal) {
        return OBJECT_BYTES
                + optional(portal.name(), this::string)
                + optional(portal.description(), this::string)
                + optional(portal.url(), this::uri)
                + optional(portal.logo(), this::logo)
                + strings(portal.endpoints());
    }

    private long logo(BrandLogo logo) {
        return OBJECT_BYTES
                + uri(logo.url())
                + optional(logo.license(), this::uri)
                + optional(logo.licenseType(), this::string);
    }

    /**
     * A URI retains both its text and its components. Therefore, an opaque URI occupies twice its length, and any other
     * URI up to three times its length.
     */
    private long uri(URI uri) {
        return URI_BYTES + (uri.isOpaque() ? 2 : 3) * characterBytes(uri.toString());
    }

    private long strings(List<String> texts) {
        return sum(texts, this::string);
    }

    private long string(String text) {
        return strings.isShared(text) && !counted.add(text) ? 0 : STRING_BYTES + characterBytes(text);
    }

    private static <T> long sum(Collection<T> parts, ToLongFunction<T> estimate) {
        return parts.isEmpty()
                ? 0
                : LIST_BYTES
                        + (long) SLOT_BYTES * parts.size()
                        + parts.stream().mapToLong(estimate).sum();
    }

    private static <T> long optional(Optional<T> part, ToLongFunction<T> estimate) {
        return part.isEmpty() ? 0 : OPTIONAL_BYTES + estimate.applyAsLong(part.get());
    }

    /** The JVM uses one byte for each character if all characters are in ISO 8859-1; otherwise, it uses two bytes. */
    private static long characterBytes(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) > 0xFF) {
                return 2L * text.length();
            }
        }
        return text.length();
    }
}
