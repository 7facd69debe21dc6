package io.safire.impl.brand;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds the entry of a bundle that a reference means.
 *
 * @see <a href="https://hl7.org/fhir/R4/bundle.html#references">FHIR R4, resolving references in bundles</a>
 */
final class References {

    /** A bundle can repeat a reference millions of times; nothing longer is joined with it or searched. */
    private static final int MAX_LENGTH = 256;

    private static final String HISTORY = "/_history/";

    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> locals = new HashMap<>();

    /**
     * Adds an entry.
     *
     * @param id its full URL, or what stands for it
     * @param local type and identifier
     */
    void add(String id, String local) {
        ids.putIfAbsent(id, id);
        locals.putIfAbsent(local, id);
    }

    /**
     * Returns the id of the entry that a reference means: a full URL, an entry beside the one that refers to it, else the
     * first entry of that type and identifier.
     */
    String resolve(String from, String reference) {
        if (reference.length() > MAX_LENGTH) {
            return ids.getOrDefault(reference, reference);
        }
        String plain = withoutVersion(reference);
        String id = ids.get(plain);
        if (id == null) {
            id = ids.get(base(from) + plain);
        }
        return id == null ? locals.getOrDefault(plain, plain) : id;
    }

    /** Returns a reference without the version that follows it. */
    static String withoutVersion(String reference) {
        int history = reference.indexOf(HISTORY);
        return history < 0 ? reference : reference.substring(0, history);
    }

    /** Returns the base URL of {@code https://host/base/Type/id}, else an empty string. */
    private static String base(String id) {
        int last = id.length() > MAX_LENGTH ? -1 : id.lastIndexOf('/');
        int type = last <= 0 ? -1 : id.lastIndexOf('/', last - 1);
        boolean named = type >= 0 && last < id.length() - 1 && type < last - 1;
        for (int index = type + 1; named && index < last; index++) {
            char letter = id.charAt(index);
            named = letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z';
        }
        return named ? id.substring(0, type + 1) : "";
    }
}
