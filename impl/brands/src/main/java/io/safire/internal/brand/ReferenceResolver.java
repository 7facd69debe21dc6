package io.safire.internal.brand;

import java.util.HashMap;
import java.util.Map;

/**
 * Resolver of references between the entries of a bundle.
 *
 * @see <a href="https://hl7.org/fhir/R4/bundle.html#references">FHIR R4, resolving references in bundles</a>
 */
final class ReferenceResolver {

    /** Longer references are compared only as a whole, because a bundle can repeat a reference millions of times. */
    private static final int MAX_LENGTH = 256;

    private static final String HISTORY = "/_history/";

    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> idsByLocalReference = new HashMap<>();

    /**
     * @param id the {@code fullUrl} of the entry, or the substitute for a missing {@code fullUrl}
     * @param localReference the reference in the form {@code Type/id}
     */
    void add(String id, String localReference) {
        ids.putIfAbsent(id, id);
        idsByLocalReference.putIfAbsent(localReference, id);
    }

    /**
     * Returns the id of the entry to which a reference points. Tries the full URL, then an entry with the same base URL
     * as the referring entry, and then the first entry with that type and id.
     */
    String resolve(String from, String reference) {
        if (reference.length() > MAX_LENGTH) {
            return ids.getOrDefault(reference, reference);
        }
        String unversioned = withoutVersion(reference);
        String id = ids.get(unversioned);
        if (id == null) {
            id = ids.get(baseUrlOf(from) + unversioned);
        }
        return id == null ? idsByLocalReference.getOrDefault(unversioned, unversioned) : id;
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
