package io.safire.internal.brand;

import io.safire.brand.Brand;
import io.safire.brand.BrandIdentifier;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Index of the organizations and endpoints of a bundle, each with an id that is unique in the bundle. */
final class EntryIndex {

    private final URI source;
    private final HeapSizeEstimator heapEstimate;
    private final BundleFindings findings;
    private final ReferenceResolver organizations = new ReferenceResolver("Organization");
    private final ReferenceResolver endpoints = new ReferenceResolver("Endpoint");
    private final Map<String, String> containers = new HashMap<>();
    private final Map<String, List<BrandIdentifier>> endpointIdentifiers = new HashMap<>();
    private int generatedIds;

    EntryIndex(URI source, HeapSizeEstimator heapEstimate, BundleFindings findings) {
        this.source = source;
        this.heapEstimate = heapEstimate;
        this.findings = findings;
    }

    ReferenceResolver organizations() {
        return organizations;
    }

    ReferenceResolver endpoints() {
        return endpoints;
    }

    /**
     * Returns the resolver for {@code Organization} or {@code Endpoint}, ignoring case; null for other resource types.
     */
    @Nullable
    ReferenceResolver ofType(String resourceType) {
        if (resourceType.equalsIgnoreCase(organizations.type())) {
            return organizations;
        }
        return resourceType.equalsIgnoreCase(endpoints.type()) ? endpoints : null;
    }

    /**
     * Adds an entry of the bundle.
     *
     * @param fullUrl the {@code fullUrl} of the entry, or an empty string
     * @param logicalId the id in the resource, or an empty string
     * @return the {@code fullUrl}, or a unique substitute
     */
    String add(ReferenceResolver type, String fullUrl, String logicalId) {
        String url = ReferenceResolver.withoutVersion(fullUrl);
        boolean isUsable = isAbsolute(url);
        String id =
                isUsable && !isTaken(url) ? url : substitute(logicalId.isEmpty() ? "" : type.type() + "/" + logicalId);
        if (!fullUrl.isEmpty() && !id.equals(url)) {
            findings.addOnce(
                    BundleFindings.Tolerance.FULL_URL,
                    "Bundle.entry.fullUrl",
                    fullUrl,
                    isUsable ? "is the fullUrl of several entries" : "is not an absolute URL");
        }
        String known = logicalId.isEmpty() ? tail(url) : logicalId;
        heapEstimate.addEntry(id, known, url.equals(id) ? "" : url);
        type.add(id, isUsable ? url : "", known);
        return id;
    }

    /** Adds a resource that an entry contains. */
    String addContained(ReferenceResolver type, String container, String localId) {
        String reference = container + "#" + (localId.startsWith("#") ? localId.substring(1) : localId);
        String id = localId.isEmpty() || isTaken(reference) ? substitute("") : reference;
        heapEstimate.addEntry(id, "", "");
        type.add(id, "", "");
        containers.put(id, container);
        return id;
    }

    /** Returns a unique id for a brand that has the name of an endpoint. */
    String addDerived(String endpoint) {
        String id = endpoint + "#brand";
        String unique = isTaken(id) ? substitute("") : id;
        heapEstimate.addEntry(unique, "", "");
        return unique;
    }

    /** Adds the identifiers of an endpoint. The identifiers of organizations are in the brands. */
    void addIdentifiers(String endpoint, List<BrandIdentifier> identifiers) {
        if (!identifiers.isEmpty()) {
            heapEstimate.addIdentifiers(identifiers);
            endpointIdentifiers.put(endpoint, identifiers);
        }
    }

    /** Makes references to identifiers resolvable. */
    void addLogicalReferences(List<Brand> brands, Stream<String> references) {
        Set<String> wanted = references
                .filter(reference -> organizations.isLogical(reference) || endpoints.isLogical(reference))
                .collect(Collectors.toSet());
        if (!wanted.isEmpty()) {
            wanted.forEach(heapEstimate::addLogicalReference);
            brands.forEach(brand -> brand.identifiers()
                    .forEach(identifier -> organizations.addIdentifier(brand.id(), identifier, wanted)));
            endpointIdentifiers.forEach((id, identifiers) ->
                    identifiers.forEach(identifier -> endpoints.addIdentifier(id, identifier, wanted)));
        }
    }

    /** Returns the id of the resource that contains a resource, or the id itself. */
    String containerOf(String id) {
        return containers.getOrDefault(id, id);
    }

    /** Returns a unique id below the URL of the bundle, so that no other bundle has the same id. */
    private String substitute(String reference) {
        String id = source + "#" + (reference.isEmpty() ? String.valueOf(++generatedIds) : reference);
        while (isTaken(id)) {
            id = source + "#" + ++generatedIds;
        }
        return id;
    }

    private boolean isTaken(String id) {
        return organizations.contains(id) || endpoints.contains(id);
    }

    /** Returns whether a {@code fullUrl} is absolute, so that it is unique in all bundles. */
    private static boolean isAbsolute(String fullUrl) {
        String start = fullUrl.substring(0, Math.min(8, fullUrl.length())).toLowerCase(Locale.ROOT);
        return fullUrl.indexOf('#') < 0
                && (start.startsWith("https://") || start.startsWith("http://") || start.startsWith("urn:"));
    }

    /** Returns the part of a URL after its last slash or colon. */
    private static String tail(String url) {
        return url.substring(Math.max(url.lastIndexOf('/'), url.lastIndexOf(':')) + 1);
    }
}
