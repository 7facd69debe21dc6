package io.safire.internal.brand;

import io.safire.brand.BrandIdentifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resolver of references to the resources of one type in a bundle.
 *
 * @see <a href="https://hl7.org/fhir/R4/bundle.html#references">FHIR R4, resolving references in bundles</a>
 */
final class ReferenceResolver {

    /** Longer references are compared only as a whole, because a bundle can repeat a reference millions of times. */
    private static final int MAX_LENGTH = 256;

    private static final String HISTORY = "/_history/";
    private static final String UUID = "urn:uuid:";

    private final String type;
    private final Map<String, String> idsByUrl = new HashMap<>();
    private final Map<String, String> idsByLocalReference = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    /** The ids of the resources by identifier. The id is empty if several resources have the identifier. */
    private final Map<String, String> idsByIdentifier = new HashMap<>();

    /** @param type {@code Organization} or {@code Endpoint} */
    ReferenceResolver(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }

    boolean contains(String id) {
        return idsByUrl.containsKey(id);
    }

    /**
     * @param id the unique id of the resource
     * @param fullUrl the {@code fullUrl} of the entry, or an empty string
     * @param logicalId the id in the resource, or an empty string. A contained resource has no logical id, because its
     *     id is valid only in the resource that contains it
     */
    void add(String id, String fullUrl, String logicalId) {
        idsByUrl.put(id, id);
        if (!fullUrl.isEmpty()) {
            idsByUrl.putIfAbsent(normalize(fullUrl), id);
        }
        if (!logicalId.isEmpty()) {
            String local = type + "/" + logicalId;
            if (idsByLocalReference.putIfAbsent(local, id) != null) {
                ambiguous.add(local);
            }
        }
    }

    /**
     * Adds an identifier of a resource.
     *
     * @param wanted the references to identifiers; other identifiers are ignored
     */
    void addIdentifier(String id, BrandIdentifier identifier, Set<String> wanted) {
        for (String reference : List.of(
                LogicalReference.of(type, identifier),
                LogicalReference.of(type, BrandIdentifier.of("", identifier.value())))) {
            if (wanted.contains(reference)) {
                idsByIdentifier.merge(reference, id, (known, other) -> known.equals(other) ? known : "");
            }
        }
    }

    /**
     * Returns the id of the resource to which a reference points. Searches in this order: the full URL, the resources
     * with the base URL of the referring resource, the contained resources, and all other resources. Ignores the base
     * URL in a reference if the base URL of the resource is unknown.
     *
     * @param from the id of the referring resource, or of the resource that contains the referring resource
     */
    Optional<String> resolve(String from, String reference) {
        if (isLogical(reference)) {
            return Optional.ofNullable(idsByIdentifier.get(reference)).filter(id -> !id.isEmpty());
        }
        if (reference.length() > MAX_LENGTH) {
            return Optional.ofNullable(idsByUrl.get(reference));
        }
        String wanted = normalize(reference);
        String id = findExactly(from, reference, wanted);
        return Optional.ofNullable(id == null ? byLogicalId(wanted) : id);
    }

    /** Returns true if only the id in the reference identifies the resource. Several resources may have this id. */
    boolean isUncertain(String from, String reference) {
        if (reference.length() > MAX_LENGTH || isLogical(reference)) {
            return false;
        }
        String wanted = normalize(reference);
        String id = idsByLocalReference.get(localReference(wanted));
        if (id == null || findExactly(from, reference, wanted) != null) {
            return false;
        }
        String base = baseUrlOf(from);
        String otherBase = baseUrlOf(id);
        boolean isOtherBase = !base.isEmpty() && !otherBase.isEmpty() && !base.equals(otherBase);
        return isOtherBase || ambiguous.contains(localReference(wanted));
    }

    /** Returns whether a reference names an identifier that several resources have. */
    boolean isAmbiguous(String reference) {
        return "".equals(idsByIdentifier.get(reference));
    }

    boolean isLogical(String reference) {
        return LogicalReference.isOf(type, reference);
    }

    /** Returns whether a reference has a form that FHIR permits for this type. */
    boolean isRegular(String reference) {
        return isLogical(reference)
                || reference.length() > MAX_LENGTH
                || idsByUrl.containsKey(reference)
                || normalize(reference).equals(withoutVersion(reference));
    }

    private @Nullable String findExactly(String from, String reference, String wanted) {
        String id = idsByUrl.getOrDefault(reference, idsByUrl.get(wanted));
        return id == null && from.length() <= MAX_LENGTH ? nearby(from, wanted) : id;
    }

    /** Returns the resource with the same base URL as the referring resource, or a resource in the same container. */
    private @Nullable String nearby(String from, String wanted) {
        if (wanted.startsWith("#")) {
            return idsByUrl.get(wanted.length() == 1 ? from : from + wanted);
        }
        String id = idsByUrl.get(baseUrlOf(from) + wanted);
        boolean isLocal = wanted.startsWith(type + "/");
        return id == null && isLocal ? idsByUrl.get(from + "#" + wanted.substring(type.length() + 1)) : id;
    }

    private @Nullable String byLogicalId(String wanted) {
        String id = idsByLocalReference.get(localReference(wanted));
        boolean hasBase = wanted.indexOf(':') >= 0 && !wanted.startsWith(UUID);
        return id != null && hasBase && !wanted.startsWith(baseUrlOf(id)) ? null : id;
    }

    /** Returns the reference without its base URL, or an empty string if the reference has another form. */
    private String localReference(String wanted) {
        if (wanted.startsWith(type + "/")) {
            return wanted;
        }
        if (wanted.startsWith(UUID)) {
            return type + "/" + wanted.substring(UUID.length());
        }
        int start = wanted.lastIndexOf('/') - type.length();
        return wanted.startsWith("/" + type + "/", start - 1) ? wanted.substring(start) : "";
    }

    /**
     * Returns a reference as {@code Type/id} or as a full URL, without version, and with the type in its exact case.
     */
    private String normalize(String reference) {
        String text = withoutVersion(reference);
        if (text.regionMatches(true, 0, UUID, 0, UUID.length())) {
            return text.toLowerCase(Locale.ROOT);
        }
        int end = text.length();
        while (end > 1 && text.charAt(end - 1) == '/') {
            end--;
        }
        int begin = text.startsWith("./") ? 2 : text.startsWith("/") ? 1 : 0;
        text = text.substring(Math.min(begin, end), end);
        int last = text.lastIndexOf('/');
        if (last < 0) {
            return text.isEmpty() || text.startsWith("#") || text.indexOf(':') >= 0 ? text : type + "/" + text;
        }
        int start = text.lastIndexOf('/', last - 1) + 1;
        boolean isType = last - start == type.length() && text.regionMatches(true, start, type, 0, type.length());
        return isType && !text.startsWith(type, start) ? text.substring(0, start) + type + text.substring(last) : text;
    }

    static String withoutVersion(String reference) {
        int history = reference.indexOf(HISTORY);
        return history < 0 ? reference : reference.substring(0, history);
    }

    /** Returns the base URL of {@code https://host/base/Type/id}, or an empty string for other URLs. */
    private static String baseUrlOf(String id) {
        int last = id.length() > MAX_LENGTH ? -1 : id.lastIndexOf('/');
        int type = last <= 0 ? -1 : id.lastIndexOf('/', last - 1);
        boolean isTypeName = type >= 0 && last < id.length() - 1 && type < last - 1;
        for (int index = type + 1; isTypeName && index < last; index++) {
            char letter = id.charAt(index);
            isTypeName = letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z';
        }
        return isTypeName ? id.substring(0, type + 1) : "";
    }
}
