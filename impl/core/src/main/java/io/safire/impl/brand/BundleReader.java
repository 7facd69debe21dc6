package io.safire.impl.brand;

import io.safire.Finding;
import io.safire.brand.Brand;
import io.safire.brand.BrandBundle;
import io.safire.brand.BrandEndpoint;
import io.safire.impl.config.UrlRule;
import io.safire.impl.transport.JsonElements;
import io.safire.impl.transport.Printable;
import io.safire.impl.transport.UnreadableJsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Streaming reader of a brand bundle. It reads one entry at a time and retains only brands and endpoints. Time and memory are
 * linear in the size of the bundle.
 */
final class BundleReader {

    private static final int MOST_FINDINGS = 100;

    /** The members that this package reads, at any depth. */
    private static final Set<String> MEMBERS = Set.of(
            "active",
            "address",
            "alias",
            "city",
            "code",
            "coding",
            "connectionType",
            "contact",
            "country",
            "endpoint",
            "extension",
            "fullUrl",
            "id",
            "identifier",
            "lastUpdated",
            "line",
            "meta",
            "name",
            "partOf",
            "postalCode",
            "reference",
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
    private final UrlRule rule;
    private final BundleStrings strings = new BundleStrings();
    private final HeapEstimate heap;
    private final References references = new References();
    private final List<Brand> brands = new ArrayList<>();
    private final List<BrandEndpoint> endpoints = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private BundleReader(int limit, URI source, UrlRule rule) {
        this.heap = new HeapEstimate(strings, limit + limit / 2L);
        this.source = source;
        this.rule = rule;
    }

    /**
     * Reads the body of a response.
     *
     * @param limit maximum size of a bundle in bytes; its brands may occupy 1.5 times the limit
     * @return the bundle; empty if the JSON object is not a bundle
     * @throws UnreadableJsonException if the body is not a usable JSON object
     * @throws BrandsTooLargeException if the brands require too much memory
     */
    static Optional<BrandBundle> read(byte[] body, int limit, URI source, UrlRule rule) {
        BundleReader reader = new BundleReader(limit, source, rule);
        JsonElements.Selection selection = new JsonElements.Selection("entry", reader::entry, MEMBERS);
        FhirObject bundle = new FhirObject(JsonElements.read(body, selection), reader.strings);
        return bundle.text("resourceType").filter("Bundle"::equals).map(type -> reader.bundle(bundle));
    }

    private BrandBundle bundle(FhirObject bundle) {
        brands.replaceAll(brand -> brand.withReferences(reference -> references.resolve(brand.id(), reference)));
        Optional<Instant> timestamp = bundle.text("timestamp")
                .or(() -> bundle.object("meta").flatMap(meta -> meta.text("lastUpdated")))
                .flatMap(BundleReader::instant);
        return new BrandBundle(source, timestamp, Optional.empty(), brands, endpoints, findings);
    }

    private void entry(JsonObject members) {
        if (!members.containsKey("resource")) {
            return;
        }
        FhirObject entry = new FhirObject(members, strings);
        FhirObject resource = entry.object("resource").orElse(new FhirObject(JsonValue.EMPTY_JSON_OBJECT, strings));
        String type = resource.text("resourceType").orElse("");
        if (!type.equals("Organization") && !type.equals("Endpoint")) {
            return;
        }
        String local = type + "/" + resource.text("id").orElse("");
        String id = entry.text("fullUrl").orElse(source + "#" + local);
        heap.add(id, local);
        references.add(id, local);
        if (type.equals("Organization")) {
            brand(id, resource);
        } else {
            endpoint(id, resource);
        }
    }

    private void brand(String id, FhirObject resource) {
        resource.text("name")
                .ifPresentOrElse(
                        name -> add(OrganizationReader.read(id, name, resource)),
                        () -> note("Organization.name", id + " has no name and was omitted"));
    }

    private void endpoint(String id, FhirObject resource) {
        resource.address("address")
                .filter(rule::allows)
                .ifPresentOrElse(
                        url -> add(EndpointReader.read(id, url, resource)),
                        () -> note("Endpoint.address", id + " has no https address and was omitted"));
    }

    private void add(Brand brand) {
        heap.add(brand);
        brands.add(brand);
    }

    private void add(BrandEndpoint endpoint) {
        heap.add(endpoint);
        endpoints.add(endpoint);
    }

    private void note(String member, String what) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(new Finding(member, "SMART brand bundle non-compliance: " + Printable.of(what)));
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
