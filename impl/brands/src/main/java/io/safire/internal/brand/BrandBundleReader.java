package io.safire.internal.brand;

import io.safire.brand.Brand;
import io.safire.brand.BrandBundle;
import io.safire.brand.BrandEndpoint;
import io.safire.diagnosis.Finding;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.LogSanitizer;
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
 * Streaming reader of a brand bundle. It reads one entry at a time and retains only brands and endpoints. Time and
 * memory are linear in the size of the bundle.
 */
final class BrandBundleReader {

    private static final int MAX_FINDINGS = 100;

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
    private final UrlPolicy urlRule;
    private final BundleStringPool strings = new BundleStringPool();
    private final HeapSizeEstimator heapEstimate;
    private final ReferenceResolver references = new ReferenceResolver();
    private final List<Brand> brands = new ArrayList<>();
    private final List<BrandEndpoint> endpoints = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private BrandBundleReader(int limit, URI source, UrlPolicy rule) {
        this.heapEstimate = new HeapSizeEstimator(strings, limit + limit / 2L);
        this.source = source;
        this.urlRule = rule;
    }

    /**
     * @param limit the maximum size of a bundle in bytes; the brands may occupy up to 1.5 times this size in memory
     * @return the bundle; empty if the JSON object is not a bundle
     * @throws InvalidJsonException if the body is not a usable JSON object
     * @throws BrandsTooLargeException if the brands require too much memory
     */
    static Optional<BrandBundle> read(byte[] body, int limit, URI source, UrlPolicy rule) {
        BrandBundleReader reader = new BrandBundleReader(limit, source, rule);
        StreamingJsonReader.JsonSelection selection =
                new StreamingJsonReader.JsonSelection("entry", reader::readEntry, MEMBERS);
        FhirObject bundle = new FhirObject(StreamingJsonReader.read(body, selection), reader.strings);
        return bundle.text("resourceType").filter("Bundle"::equals).map(type -> reader.toBundle(bundle));
    }

    private BrandBundle toBundle(FhirObject bundle) {
        brands.replaceAll(brand -> brand.withReferences(reference -> references.resolve(brand.id(), reference)));
        Optional<Instant> timestamp = bundle.text("timestamp")
                .or(() -> bundle.object("meta").flatMap(meta -> meta.text("lastUpdated")))
                .flatMap(BrandBundleReader::parseInstant);
        return BrandBundle.of(source, timestamp.orElse(null), null, brands, endpoints, findings);
    }

    private void readEntry(JsonObject members) {
        if (!members.containsKey("resource")) {
            return;
        }
        FhirObject entry = new FhirObject(members, strings);
        FhirObject resource = entry.object("resource").orElse(new FhirObject(JsonValue.EMPTY_JSON_OBJECT, strings));
        String type = resource.text("resourceType").orElse("");
        if (!type.equals("Organization") && !type.equals("Endpoint")) {
            return;
        }
        String localReference = type + "/" + resource.text("id").orElse("");
        String id = entry.text("fullUrl").orElse(source + "#" + localReference);
        heapEstimate.add(id, localReference);
        references.add(id, localReference);
        if (type.equals("Organization")) {
            readBrand(id, resource);
        } else {
            readEndpoint(id, resource);
        }
    }

    private void readBrand(String id, FhirObject resource) {
        resource.text("name")
                .ifPresentOrElse(
                        name -> add(BrandReader.read(id, name, resource)),
                        () -> addFinding("Organization.name", id + " has no name and was omitted"));
    }

    private void readEndpoint(String id, FhirObject resource) {
        resource.address("address")
                .filter(urlRule::isAllowed)
                .ifPresentOrElse(
                        url -> add(BrandEndpointReader.read(id, url, resource)),
                        () -> addFinding("Endpoint.address", id + " has no https address and was omitted"));
    }

    private void add(Brand brand) {
        heapEstimate.add(brand);
        brands.add(brand);
    }

    private void add(BrandEndpoint endpoint) {
        heapEstimate.add(endpoint);
        endpoints.add(endpoint);
    }

    private void addFinding(String member, String violation) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(BrandMessage.BRAND_BUNDLE_NON_COMPLIANCE
                    .finding(LogSanitizer.sanitize(violation))
                    .withMember(member));
        }
    }

    private static Optional<Instant> parseInstant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
