package io.safire.internal.brand;

import io.safire.brand.BrandIdentifier;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.text.JsonValues;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A JSON object of an untrusted FHIR resource. A member of the wrong type is treated as missing. */
record FhirObject(JsonObject members, BundleStringPool strings) {

    private static final Set<String> WEB_SCHEMES = Set.of("https", "http");
    /** Browsers accept about 2,000 characters. */
    static final int MAX_URL_LENGTH = 2048;

    Optional<String> text(String name) {
        return JsonValues.text(members, name).map(text -> strings.share(text.strip()));
    }

    List<String> texts(String name) {
        return elements(name)
                .filter(JsonString.class::isInstance)
                .map(value -> strings.share(((JsonString) value).getString()))
                .toList();
    }

    /**
     * Returns the references in a member without their versions. Brands retain the returned texts, and {@link
     * HeapSizeEstimator} counts these texts. Some publishers write a string instead of a Reference.
     *
     * @param type the type of the resources, which a {@link LogicalReference} needs
     */
    Stream<String> references(String name, String type) {
        return elements(name).flatMap(value -> reference(value, type).stream()).map(strings::share);
    }

    private Optional<String> reference(JsonValue value, String type) {
        Optional<FhirObject> object =
                value instanceof JsonObject members ? Optional.of(new FhirObject(members, strings)) : Optional.empty();
        return object.flatMap(reference -> reference.text("reference"))
                .or(() -> value instanceof JsonString text
                        ? Optional.of(text.getString().strip())
                        : Optional.empty())
                .filter(reference -> !reference.isEmpty())
                .map(ReferenceResolver::withoutVersion)
                .or(() -> object.flatMap(reference -> LogicalReference.of(type, reference)));
    }

    /** Returns whether a member contains a Reference that has neither a reference nor an identifier. */
    boolean hasUnusableReference(String name) {
        return objects(name)
                .anyMatch(reference -> reference(reference.members(), "").isEmpty());
    }

    Optional<FhirObject> object(String name) {
        return objects(name).findFirst();
    }

    /** A single object counts as an array of one element. */
    Stream<FhirObject> objects(String name) {
        return elements(name)
                .filter(JsonObject.class::isInstance)
                .map(value -> new FhirObject(value.asJsonObject(), strings));
    }

    /** Returns the identifiers that have a value. */
    List<BrandIdentifier> identifiers() {
        return objects("identifier")
                .flatMap(identifier -> BrandReader.identifier(identifier).stream())
                .toList();
    }

    Stream<FhirObject> extensions(String url) {
        return objects("extension")
                .filter(extension -> extension.text("url").filter(url::equals).isPresent());
    }

    /** A URL is safe in a link if it is absolute and has the scheme https or http. */
    Optional<URI> link(String name) {
        return address(name).filter(url -> WEB_SCHEMES.contains(scheme(url)) && UrlPolicy.isAbsolute(url));
    }

    Optional<URI> address(String name) {
        return text(name).filter(text -> text.length() <= MAX_URL_LENGTH).flatMap(strings::parseUri);
    }

    static String scheme(URI url) {
        return String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    }

    private Stream<JsonValue> elements(String name) {
        JsonValue value = members.getOrDefault(name, JsonValue.NULL);
        return value instanceof JsonArray array ? array.stream() : Stream.of(value);
    }
}
