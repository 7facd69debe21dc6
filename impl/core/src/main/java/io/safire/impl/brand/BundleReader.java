package io.safire.impl.brand;

import io.safire.Finding;
import io.safire.brand.Brand;
import io.safire.brand.BrandBundle;
import io.safire.brand.BrandEndpoint;
import io.safire.impl.config.UrlRule;
import io.safire.impl.transport.JsonDocument;
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

/** Reads a bundle entry by entry, so that of a long one only brands and endpoints are kept. */
final class BundleReader {

    private static final int MOST_FINDINGS = 100;

    private final URI source;
    private final UrlRule rule;
    private final References references = new References();
    private final List<Brand> brands = new ArrayList<>();
    private final List<BrandEndpoint> endpoints = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private BundleReader(URI source, UrlRule rule) {
        this.source = source;
        this.rule = rule;
    }

    /**
     * Reads a body.
     *
     * @param most how many bytes it may have
     * @throws UnreadableJsonException if it is no JSON object
     * @return the bundle; empty if the object is no bundle
     */
    static Optional<BrandBundle> read(byte[] body, int most, URI source, UrlRule rule) {
        BundleReader reader = new BundleReader(source, rule);
        FhirObject bundle =
                new FhirObject(JsonDocument.read(body, most, new JsonDocument.Elements("entry", reader::entry)));
        return bundle.text("resourceType").filter("Bundle"::equals).map(type -> reader.bundle(bundle));
    }

    private BrandBundle bundle(FhirObject bundle) {
        List<Brand> resolved = brands.stream()
                .map(brand -> brand.withReferences(reference -> references.resolve(brand.id(), reference)))
                .toList();
        Optional<Instant> timestamp = bundle.text("timestamp")
                .or(() -> bundle.object("meta").flatMap(meta -> meta.text("lastUpdated")))
                .flatMap(BundleReader::instant);
        return new BrandBundle(source, timestamp, Optional.empty(), resolved, endpoints, findings);
    }

    private void entry(JsonValue value) {
        if (!(value instanceof JsonObject members)) {
            return;
        }
        FhirObject entry = new FhirObject(members);
        FhirObject resource = entry.object("resource").orElse(new FhirObject(JsonValue.EMPTY_JSON_OBJECT));
        String type = resource.text("resourceType").orElse("");
        if (!type.equals("Organization") && !type.equals("Endpoint")) {
            return;
        }
        String local = type + "/" + resource.text("id").orElse("");
        String id = entry.text("fullUrl").orElse(source + "#" + local);
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
                        name -> brands.add(OrganizationReader.read(id, name, resource)),
                        () -> note("Organization.name", id + " has no name and was left out"));
    }

    private void endpoint(String id, FhirObject resource) {
        Optional<URI> address = resource.text("address").flatMap(FhirObject::uri);
        address.filter(rule::allows)
                .ifPresentOrElse(
                        url -> endpoints.add(EndpointReader.read(id, url, resource)),
                        () -> note("Endpoint.address", id + " has no https address and was left out"));
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
