package io.safire.internal.brand;

import io.safire.brand.Brand;
import io.safire.brand.BrandBundle;
import io.safire.brand.BrandEndpoint;
import io.safire.diagnosis.Finding;
import io.safire.internal.brand.BrandLinker.ManagingOrganization;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.config.UrlViolation;
import io.safire.internal.text.InvalidJsonException;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Streaming reader of the pages of a brand bundle. It reads one entry at a time and retains only brands and endpoints.
 * Time and memory are linear in the size of the bundle.
 */
final class BrandBundleReader {

    /** The members that are read, at any depth. */
    private static final Set<String> MEMBERS = Set.of(
            "active",
            "address",
            "alias",
            "city",
            "code",
            "coding",
            "connectionType",
            "contact",
            "contained",
            "country",
            "display",
            "endpoint",
            "extension",
            "fullUrl",
            "id",
            "identifier",
            "lastUpdated",
            "line",
            "link",
            "managingOrganization",
            "meta",
            "name",
            "partOf",
            "postalCode",
            "reference",
            "relation",
            "resource",
            "resourceType",
            "state",
            "status",
            "system",
            "telecom",
            "timestamp",
            "type",
            "url",
            "value",
            "valueCode",
            "valueCoding",
            "valueMarkdown",
            "valueReference",
            "valueString",
            "valueUrl");

    private final URI source;
    private final UrlPolicy urlRule;
    private final BundleStringPool strings = new BundleStringPool();
    private final HeapSizeEstimator heapEstimate;
    private final BundleFindings findings = new BundleFindings();
    private final EntryIndex index;
    private final List<Brand> brands = new ArrayList<>();
    private final List<BrandEndpoint> endpoints = new ArrayList<>();
    private final List<ManagingOrganization> links = new ArrayList<>();
    private @Nullable Instant timestamp;
    private int otherResources;

    /**
     * A resource that contains other resources.
     *
     * @param namesOrganization true for an endpoint that names the organization that manages it
     */
    private record Container(ReferenceResolver type, String id, boolean namesOrganization) {}

    /**
     * Creates a reader.
     *
     * @param limit maximum size of a bundle in bytes; the brands may occupy up to 1.5 times this size in memory
     */
    BrandBundleReader(int limit, URI source, UrlPolicy rule) {
        this.heapEstimate = new HeapSizeEstimator(strings, limit + limit / 2L);
        this.index = new EntryIndex(source, heapEstimate, findings);
        this.source = source;
        this.urlRule = rule;
    }

    /**
     * @return the members of the page, without the entries; empty if the JSON object is not a bundle
     * @throws InvalidJsonException if the body is not a usable JSON object
     * @throws BrandsTooLargeException if the brands of all pages require too much memory
     */
    Optional<FhirObject> readPage(byte[] body) {
        StreamingJsonReader.JsonSelection selection =
                new StreamingJsonReader.JsonSelection("entry", this::readEntry, MEMBERS);
        FhirObject page = new FhirObject(StreamingJsonReader.read(body, selection), strings);
        if (page.text("resourceType").filter("Bundle"::equalsIgnoreCase).isEmpty()) {
            return Optional.empty();
        }
        checkTypeCase(page.text("resourceType").orElse(""), "Bundle");
        if (timestamp == null) {
            timestamp = page.text("timestamp")
                    .or(() -> page.object("meta").flatMap(meta -> meta.text("lastUpdated")))
                    .flatMap(BrandBundleReader::parseInstant)
                    .orElse(null);
        }
        return Optional.of(page);
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    /** Links the brands and endpoints of all pages. */
    BrandBundle toBundle() {
        if (otherResources > 0) {
            findings.addUnlinked(
                    "Bundle.entry",
                    "Omitted resources that are neither organizations nor endpoints:",
                    String.valueOf(otherResources));
        }
        new BrandLinker(index, findings).link(brands, endpoints, links);
        return BrandBundle.of(source, timestamp, null, brands, endpoints, findings.toList());
    }

    private void readEntry(JsonObject members) {
        if (!members.containsKey("resource")) {
            return;
        }
        FhirObject entry = new FhirObject(members, strings);
        entry.object("resource").ifPresent(resource -> {
            ReferenceResolver type = typeOf(resource);
            if (type != null) {
                String fullUrl = entry.text("fullUrl").orElse("");
                String id = index.add(type, fullUrl, resource.text("id").orElse(""));
                read(type, id, resource);
                Container container = new Container(type, id, namesOrganization(resource));
                resource.objects("contained").forEach(contained -> readContained(container, contained));
            }
        });
    }

    /**
     * Reads a contained resource and links it to its container. An endpoint that names an organization is not linked.
     */
    private void readContained(Container container, FhirObject contained) {
        ReferenceResolver type = typeOf(contained);
        if (type == null) {
            return;
        }
        String id =
                index.addContained(type, container.id(), contained.text("id").orElse(""));
        read(type, id, contained);
        if (type == index.endpoints() && container.type() != type && !namesOrganization(contained)) {
            addLink(id, container.id(), "");
        } else if (type != container.type() && !container.namesOrganization()) {
            addLink(container.id(), id, "");
        }
    }

    private static boolean namesOrganization(FhirObject endpoint) {
        return endpoint.references("managingOrganization", "Organization")
                .findFirst()
                .isPresent();
    }

    private @Nullable ReferenceResolver typeOf(FhirObject resource) {
        String name = resource.text("resourceType").orElse("");
        ReferenceResolver type = index.ofType(name);
        if (type == null) {
            otherResources++;
        } else {
            checkTypeCase(name, type.type());
        }
        return type;
    }

    private void checkTypeCase(String name, String type) {
        if (!name.equals(type)) {
            findings.addOnce(BundleFindings.Tolerance.TYPE_CASE, "resourceType", name, "is not written as " + type);
        }
    }

    private void read(ReferenceResolver type, String id, FhirObject resource) {
        if (type == index.endpoints()) {
            readEndpoint(id, resource);
        } else {
            readBrand(id, resource);
        }
    }

    private void readBrand(String id, FhirObject resource) {
        for (String member : List.of("endpoint", "partOf")) {
            if (resource.hasUnusableReference(member)) {
                findings.add("Organization." + member, id, "has a link without a reference");
            }
        }
        if (resource.extensions(BrandReader.PORTAL)
                .flatMap(portal -> portal.extensions("portalEndpoint"))
                .anyMatch(endpoint -> endpoint.hasUnusableReference("valueReference"))) {
            findings.add("portalEndpoint", id, "has a link without a reference");
        }
        resource.text("name")
                .filter(name -> !name.isEmpty())
                .ifPresentOrElse(
                        name -> add(BrandReader.read(id, name, resource)),
                        () -> findings.add("Organization.name", id, "has no name and was omitted"));
    }

    private void readEndpoint(String id, FhirObject resource) {
        Optional<URI> url = resource.address("address").filter(urlRule::isAllowed);
        if (url.isPresent()) {
            add(BrandEndpointReader.read(id, url.get(), resource));
            index.addIdentifiers(id, resource.identifiers());
            readManagingOrganization(id, resource);
        } else {
            findings.add("Endpoint.address", id, "was omitted, because its address " + addressDefect(resource));
        }
    }

    private String addressDefect(FhirObject endpoint) {
        String text = endpoint.text("address").orElse("");
        if (text.isEmpty()) {
            return "is missing";
        }
        return text.length() > FhirObject.MAX_URL_LENGTH
                ? "is longer than " + FhirObject.MAX_URL_LENGTH + " characters"
                : urlRule.violation(text).map(UrlViolation::description).orElseThrow();
    }

    private void readManagingOrganization(String id, FhirObject resource) {
        String member = "managingOrganization";
        String name = resource.object(member)
                .flatMap(organization -> organization.text("display"))
                .orElse("");
        String reference =
                resource.references(member, "Organization").findFirst().orElse("");
        if (!reference.isEmpty() || !name.isEmpty()) {
            addLink(id, reference, name);
        } else if (resource.hasUnusableReference(member)) {
            findings.add("Endpoint." + member, id, "has a link without a reference");
        }
    }

    private void addLink(String endpoint, String organization, String name) {
        heapEstimate.addLink(organization, name);
        links.add(new ManagingOrganization(endpoint, organization, name));
    }

    private void add(Brand brand) {
        heapEstimate.add(brand);
        brands.add(brand);
    }

    private void add(BrandEndpoint endpoint) {
        heapEstimate.add(endpoint);
        endpoints.add(endpoint);
    }

    private static Optional<Instant> parseInstant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
