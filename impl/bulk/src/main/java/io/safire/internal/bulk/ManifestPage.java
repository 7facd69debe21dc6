package io.safire.internal.bulk;

import io.safire.bulk.BulkFile;
import io.safire.diagnosis.Finding;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.Urls;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reader of one page of a manifest.
 *
 * @see <a href="https://hl7.org/fhir/uv/bulkdata/STU3/export.html#response---output-manifest">Bulk Data Access 3.0.0,
 *     output manifest</a>
 */
final class ManifestPage {

    private static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,64}");

    private final JsonObject json;
    private final URI address;
    private final List<Finding> findings = new ArrayList<>();
    private final boolean requiresAccessToken;

    /**
     * @param address the URL of the page, with which relative URLs are resolved
     */
    ManifestPage(JsonObject json, URI address) {
        this.json = json;
        this.address = address;
        this.requiresAccessToken = readRequiresAccessToken();
    }

    boolean requiresAccessToken() {
        return requiresAccessToken;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /**
     * @throws UnusableManifestException if the time is missing or unusable
     */
    Instant transactionTime() {
        String text =
                text("transactionTime").orElseThrow(() -> new UnusableManifestException("it has no transactionTime"));
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw new UnusableManifestException("its transactionTime is not a FHIR instant");
        }
    }

    Optional<String> text(String name) {
        return JsonValues.text(json, name);
    }

    JsonArray extension() {
        JsonValue extension = json.getOrDefault("extension", JsonValue.EMPTY_JSON_ARRAY);
        return extension instanceof JsonArray array ? array : JsonValues.array(List.of(extension));
    }

    /**
     * @throws UnusableManifestException if an entry has no URL
     */
    List<BulkFile> files(String name) {
        JsonValue files = json.getOrDefault(name, JsonValue.EMPTY_JSON_ARRAY);
        if (!(files instanceof JsonArray array)) {
            throw new UnusableManifestException("its member " + name + " is not an array");
        }
        return array.stream().map(entry -> file(name, entry)).toList();
    }

    boolean has(String name) {
        return json.containsKey(name);
    }

    /** Returns the URL of the next page. Some servers write an object instead of an array. */
    Optional<URI> next() {
        JsonValue links = json.getOrDefault("link", JsonValue.EMPTY_JSON_ARRAY);
        List<JsonValue> all = links instanceof JsonArray array ? array : List.of(links);
        return all.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .filter(link ->
                        JsonValues.text(link, "relation").filter("next"::equals).isPresent())
                .findFirst()
                .map(link -> url(link, "link"));
    }

    private BulkFile file(String list, JsonValue entry) {
        if (!(entry instanceof JsonObject file)) {
            throw new UnusableManifestException("an entry of its member " + list + " is not an object");
        }
        Optional<String> type = JsonValues.text(file, "type");
        if (type.isPresent() && !TYPE.matcher(type.get()).matches()) {
            report("an entry of " + list + " has a type that is not the name of a resource type", list);
            type = Optional.empty();
        }
        URI continued = file.containsKey("continuesInFile") ? url(file, "continuesInFile") : null;
        return BulkFile.of(type.orElse(null), url(file, "url"), count(list, file), continued, requiresAccessToken);
    }

    private @Nullable Long count(String list, JsonObject file) {
        JsonValue count = file.get("count");
        if (count instanceof JsonNumber number && number.isIntegral() && number.longValue() >= 0) {
            return number.longValue();
        }
        if (count != null) {
            report("an entry of " + list + " has a count that is not a number", list);
        }
        return null;
    }

    private URI url(JsonObject object, String member) {
        String name = member.equals("link") ? "url" : member;
        URI url = JsonValues.text(object, name)
                .flatMap(Urls::parse)
                .orElseThrow(() -> new UnusableManifestException("an entry has no " + name + " that is a URL"));
        if (!url.isAbsolute()) {
            report("a " + name + " is relative; Bulk Data Access requires absolute URLs", name);
        }
        return address.resolve(url);
    }

    /** Without this member, the client assumes that the files need the token, and therefore may only be on the server. */
    private boolean readRequiresAccessToken() {
        JsonValue value = json.getOrDefault("requiresAccessToken", JsonValue.NULL);
        if (value.equals(JsonValue.TRUE) || value.equals(JsonValue.FALSE)) {
            return value.equals(JsonValue.TRUE);
        }
        report("requiresAccessToken is not a boolean", "requiresAccessToken");
        return text("requiresAccessToken").filter("false"::equalsIgnoreCase).isEmpty();
    }

    private void report(String problem, String member) {
        Finding finding =
                BulkMessage.MANIFEST_NON_COMPLIANCE.finding(problem + ".").withMember(member);
        if (findings.stream().noneMatch(earlier -> earlier.observed().equals(finding.observed()))) {
            findings.add(finding);
        }
    }
}
