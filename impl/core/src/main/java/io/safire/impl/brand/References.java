package io.safire.impl.brand;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds what an entry of a bundle refers to.
 *
 * @see <a href="https://hl7.org/fhir/R4/bundle.html#references">FHIR R4, resolving references in bundles</a>
 */
final class References {

    private static final int LONGEST = 2048;

    private final Set<String> ids = new HashSet<>();
    private final Map<String, String> locals = new HashMap<>();

    /**
     * Adds an entry.
     *
     * @param id its full URL, or what stands for it
     * @param local type and identifier
     */
    void add(String id, String local) {
        ids.add(id);
        locals.putIfAbsent(local, id);
    }

    /** The entry that a reference means: a full URL, one beside the entry that refers to it, else one of that name. */
    String resolve(String from, String reference) {
        String plain = reference.replaceFirst("/_history/.*", "");
        if (ids.contains(plain)) {
            return plain;
        }
        // an endless name would be copied for each of its references
        String beside = from.length() > LONGEST ? plain : from.replaceFirst("/[A-Za-z]+/[^/]+$", "/") + plain;
        return ids.contains(beside) ? beside : locals.getOrDefault(plain, plain);
    }
}
