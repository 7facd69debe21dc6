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
 * Adds up the heap that the brands and endpoints of a bundle occupy on a JVM with compressed references, and refuses what
 * exceeds the limit. Without it, a bundle of many small values would need ten times its size.
 */
final class HeapEstimate {

    /** A record and the slot that refers to it. */
    private static final int OBJECT = 48;
    /** A brand with its slots in the list that is built and in the copy. */
    private static final int BRAND = 128;
    /** A list and its array. */
    private static final int LIST = 48;
    /** A string, its array without the characters, and its slot. */
    private static final int STRING = 48;
    /** An Optional or a slot for a shared string. */
    private static final int SLOT = 16;
    /** A URI and its parsed parts, without their characters. */
    private static final int URI_PARTS = 256;
    /** The nodes of an entry in the maps of {@link References}. */
    private static final int NODES = 96;

    private final StringPool pool;
    private final long max;
    private final Set<String> counted = new HashSet<>();
    private long total;

    HeapEstimate(StringPool pool, long max) {
        this.pool = pool;
        this.max = max;
    }

    /** Adds what an entry needs while references are resolved. */
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
        add(OBJECT
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

    /** A URI keeps its text and its parts: twice the text of a data URI, up to three times that of others. */
    private long uri(URI uri) {
        return URI_PARTS + (uri.isOpaque() ? 2 : 3) * string(uri.toString());
    }

    private long strings(List<String> texts) {
        return sum(texts, this::string);
    }

    private long string(String text) {
        return pool.isShared(text) && !counted.add(text) ? SLOT : STRING + characters(text);
    }

    private static <T> long sum(Collection<T> parts, ToLongFunction<T> estimate) {
        return parts.isEmpty() ? 0 : LIST + parts.stream().mapToLong(estimate).sum();
    }

    private static <T> long optional(Optional<T> part, ToLongFunction<T> estimate) {
        return part.isEmpty() ? 0 : SLOT + estimate.applyAsLong(part.get());
    }

    /** The JVM takes one byte for each character if all fit into ISO 8859-1, else two. */
    private static long characters(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) > 0xFF) {
                return 2L * text.length();
            }
        }
        return text.length();
    }
}
