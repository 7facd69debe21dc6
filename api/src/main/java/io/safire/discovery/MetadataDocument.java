package io.safire.discovery;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A lenient reader of metadata members. The result for a member that is missing, blank or of the wrong type is empty.
 */
record MetadataDocument(URI baseUrl, JsonObject members) {

    /** The length in characters. Many servers do not accept longer URLs, and comparing long URLs is slow. */
    static final int MAX_URL_LENGTH = 2048;

    /** The name of the member in SMART App Launch 2.2.0, followed by its names in the drafts. */
    static final List<String> BRAND_BUNDLE_NAMES = List.of("user_access_brand_bundle", "patientAccessBrandBundle");

    static final List<String> BRAND_IDENTIFIER_NAMES = List.of(
            "user_access_brand_identifier", "patientAccessBrandIdentifier", "patientAccessPrimaryBrandIdentifier");

    Optional<String> string(String name) {
        JsonValue value = members.get(name);
        if (value instanceof JsonString string) {
            return string.getString().isBlank() ? Optional.empty() : Optional.of(string.getString());
        }
        return value instanceof JsonObject object ? Optional.of(object.toString()) : Optional.empty();
    }

    /** Returns the first name that is a member of the document. If no name is a member, returns the first name. */
    String published(List<String> names) {
        return names.stream()
                .filter(name -> members.getOrDefault(name, JsonValue.NULL) != JsonValue.NULL)
                .findFirst()
                .orElse(names.get(0));
    }

    Optional<URI> url(String name) {
        return members.get(name) instanceof JsonString string ? resolve(string.getString()) : Optional.empty();
    }

    List<String> strings(String name) {
        return members.get(name) instanceof JsonArray array ? strings(array) : List.of();
    }

    List<AssociatedEndpoint> associatedEndpoints() {
        return objects("associated_endpoints")
                .flatMap(endpoint -> endpoint.toAssociatedEndpoint().stream())
                .toList();
    }

    /** Returns the objects in an array. */
    Stream<MetadataDocument> objects(String name) {
        return members.get(name) instanceof JsonArray array
                ? array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(object -> new MetadataDocument(baseUrl, object.asJsonObject()))
                : Stream.of();
    }

    private Optional<AssociatedEndpoint> toAssociatedEndpoint() {
        return url("url").map(url -> new AssociatedEndpoint(url, strings("capabilities")));
    }

    private Optional<URI> resolve(String text) {
        if (text.isBlank() || text.length() > MAX_URL_LENGTH) {
            return Optional.empty();
        }
        return parse(text)
                .map(reference -> reference.isAbsolute() ? reference : RelativeReference.resolve(baseUrl, reference));
    }

    /** Returns whether a member contains a URL without a scheme, which is resolved against the base URL. */
    boolean isRelative(String name) {
        return string(name)
                .flatMap(MetadataDocument::parse)
                .filter(url -> !url.isAbsolute())
                .isPresent();
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(URI.create(text.strip()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static List<String> strings(JsonArray array) {
        List<String> strings = new ArrayList<>();
        for (JsonValue value : array) {
            if (value instanceof JsonString string) {
                strings.add(string.getString());
            }
        }
        return List.copyOf(strings);
    }
}
