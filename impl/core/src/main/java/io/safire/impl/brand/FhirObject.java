package io.safire.impl.brand;

import io.safire.impl.config.UrlRule;
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

/** Members of a FHIR resource that somebody else wrote; what has a wrong type is not there. */
record FhirObject(JsonObject members, BundleStrings strings) {

    private static final Set<String> WEB = Set.of("https", "http");
    /** Browsers accept about as much. An address in a bundle is a link or a server. */
    private static final int MAX_LINK = 2048;

    Optional<String> text(String name) {
        return members.get(name) instanceof JsonString string
                        && !string.getString().isBlank()
                ? Optional.of(strings.share(string.getString().strip()))
                : Optional.empty();
    }

    List<String> texts(String name) {
        return elements(name)
                .filter(JsonString.class::isInstance)
                .map(value -> strings.share(((JsonString) value).getString()))
                .toList();
    }

    /** Returns what the object refers to, without a version, so that {@link HeapEstimate} counts what is kept. */
    Optional<String> reference() {
        return text("reference").map(References::withoutVersion).map(strings::share);
    }

    Optional<FhirObject> object(String name) {
        return objects(name).findFirst();
    }

    /** The objects of an array, or the one that stands in place of it. */
    Stream<FhirObject> objects(String name) {
        return elements(name)
                .filter(JsonObject.class::isInstance)
                .map(value -> new FhirObject(value.asJsonObject(), strings));
    }

    /** The extensions of one kind. */
    Stream<FhirObject> extensions(String url) {
        return objects("extension")
                .filter(extension -> extension.text("url").filter(url::equals).isPresent());
    }

    /** An address that may stand in a link: no {@code javascript:} and the like. */
    Optional<URI> link(String name) {
        return address(name).filter(url -> WEB.contains(scheme(url)) && UrlRule.absolute(url));
    }

    /** Returns an address of at most 2,048 characters. */
    Optional<URI> address(String name) {
        return text(name).filter(text -> text.length() <= MAX_LINK).flatMap(strings::uri);
    }

    static String scheme(URI url) {
        return String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    }

    private Stream<JsonValue> elements(String name) {
        JsonValue value = members.getOrDefault(name, JsonValue.NULL);
        return value instanceof JsonArray array ? array.stream() : Stream.of(value);
    }
}
