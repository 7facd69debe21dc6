package io.safire.bulk;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request for an export. Each method returns a changed copy.
 *
 * <pre>{@code
 * BulkExportRequest.patients().withTypes("Patient", "Condition").withSince(lastExport)
 * }</pre>
 *
 * <p>The client sends the request by GET. It sends the request by POST if {@link #withPost()} says so, or if the
 * request has a parameter that only POST permits ({@code patient}).
 *
 * @param level the resources from which the server selects
 * @param group the id of the group; null for other levels
 * @param parameters the values of each parameter, in the order in which they are sent
 * @param post true if the request is sent by POST, as the ballot of 4.0 requires
 * @param lenient true if the server may ignore parameters that it does not support
 * @see <a href="https://hl7.org/fhir/uv/bulkdata/STU3/export.html#query-parameters">Bulk Data Access 3.0.0, query
 *     parameters</a>
 * @since 1.0
 */
public record BulkExportRequest(
        Level level, @Nullable String group, Map<String, List<String>> parameters, boolean post, boolean lenient) {

    /** The resources from which the server selects. */
    public enum Level {
        /** All resources of the server. */
        SYSTEM,
        /** The resources of all patients. */
        PATIENT,
        /** The resources of the members of one group. */
        GROUP
    }

    private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9.-]{1,64}");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");
    private static final String PATIENT = "patient";
    private static final String PATIENT_PREFIX = "Patient/";

    /**
     * Creates a request.
     *
     * @throws IllegalArgumentException if the level is group and the id of the group is missing or is not a FHIR id, if another level is combined with a group, if the name of a parameter is unusable, or if a request of the level system has the parameter
     *     {@code patient}
     */
    public BulkExportRequest {
        if ((requireNonNull(level, "level") == Level.GROUP) != (group != null)) {
            throw new IllegalArgumentException("The level GROUP, and no other level, requires the id of a group");
        }
        requireMatch(ID, group == null ? "none" : group, "The id of the group is not a FHIR id");
        Map<String, List<String>> copy = new LinkedHashMap<>();
        parameters.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        copy.keySet().forEach(name -> requireMatch(NAME, name, "The name of a parameter is unusable"));
        if (level == Level.SYSTEM && copy.containsKey(PATIENT)) {
            throw new IllegalArgumentException("A request of the level SYSTEM permits no parameter patient");
        }
        parameters = Collections.unmodifiableMap(copy);
    }

    /** {@return a request for all resources of the server} */
    public static BulkExportRequest system() {
        return new BulkExportRequest(Level.SYSTEM, null, Map.of(), false, false);
    }

    /** {@return a request for the resources of all patients} */
    public static BulkExportRequest patients() {
        return new BulkExportRequest(Level.PATIENT, null, Map.of(), false, false);
    }

    /**
     * Returns a request for the resources of the members of a group.
     *
     * @param id the FHIR id of the group
     * @return the request
     * @throws IllegalArgumentException if the id is not a FHIR id
     */
    public static BulkExportRequest group(String id) {
        return new BulkExportRequest(Level.GROUP, requireNonNull(id, "id"), Map.of(), false, false);
    }

    /**
     * Returns a copy that exports only resources of these types.
     *
     * @param types the names of resource types, such as {@code Observation}
     * @return the copy, whose parameter {@code _type} contains the types
     * @throws IllegalArgumentException if a name is not a resource type
     */
    public BulkExportRequest withTypes(String... types) {
        Stream.of(types).forEach(type -> requireMatch(TYPE, type, "A resource type has letters only"));
        return withParameter("_type", types);
    }

    /**
     * Returns a copy that exports only resources that changed after a time.
     *
     * @param time usually {@link BulkManifest#transactionTime()} of the previous export
     * @return the copy with the parameter {@code _since}
     */
    public BulkExportRequest withSince(Instant time) {
        return withParameter("_since", time.toString());
    }

    /**
     * Returns a copy that exports only resources that changed before a time (Bulk Data Access 3.0).
     *
     * @param time the time
     * @return the copy with the parameter {@code _until}
     */
    public BulkExportRequest withUntil(Instant time) {
        return withParameter("_until", time.toString());
    }

    /**
     * Returns a copy with another format of the files. The default of servers is {@code application/fhir+ndjson}.
     *
     * @param format the media type
     * @return the copy with the parameter {@code _outputFormat}
     */
    public BulkExportRequest withOutputFormat(String format) {
        return withParameter("_outputFormat", format);
    }

    /**
     * Returns a copy that exports only the given elements and the mandatory elements of the resources.
     *
     * @param elements elements, such as {@code id} or {@code Patient.birthDate}
     * @return the copy with the parameter {@code _elements}
     */
    public BulkExportRequest withElements(String... elements) {
        return withParameter("_elements", elements);
    }

    /**
     * Returns a copy that exports only the resources of the given patients. The client sends such a request by POST,
     * because a URL must not contain patients.
     *
     * @param references ids or references, such as {@code 123} or {@code Patient/123}
     * @return the copy with the parameter {@code patient}
     * @throws IllegalArgumentException if a reference is not the id of a patient, or for the level system
     */
    public BulkExportRequest withPatients(String... references) {
        return withParameter(
                PATIENT,
                Stream.of(references)
                        .map(reference -> reference.startsWith(PATIENT_PREFIX) ? reference : PATIENT_PREFIX + reference)
                        .peek(reference -> requireMatch(
                                ID, reference.substring(PATIENT_PREFIX.length()), "A patient has no FHIR id"))
                        .toArray(String[]::new));
    }

    /**
     * Returns a copy that exports associated resources too.
     *
     * @param values values, such as {@code LatestProvenanceResources}
     * @return the copy with the parameter {@code includeAssociatedData}
     */
    public BulkExportRequest withAssociatedData(String... values) {
        return withParameter("includeAssociatedData", values);
    }

    /**
     * Returns a copy that exports only resources that match a search.
     *
     * @param queries FHIR searches, such as {@code Observation?category=laboratory}
     * @return the copy with the parameter {@code _typeFilter}
     */
    public BulkExportRequest withTypeFilters(String... queries) {
        return withParameter("_typeFilter", queries);
    }

    /**
     * Returns a copy whose files are organized by a resource type (Bulk Data Access 3.0).
     *
     * @param type the resource type, such as {@code Patient}
     * @return the copy with the parameter {@code organizeOutputBy}
     */
    public BulkExportRequest withOutputOrganizedBy(String type) {
        requireMatch(TYPE, type, "A resource type has letters only");
        return withParameter("organizeOutputBy", type);
    }

    /**
     * Returns a copy that permits the server to publish files before the export is complete, and to distribute the
     * files among several pages of the manifest (Bulk Data Access 3.0).
     *
     * @return the copy with the parameter {@code allowPartialManifests}
     */
    public BulkExportRequest withPartialManifests() {
        return withParameter("allowPartialManifests", "true");
    }

    /**
     * Returns a copy with a parameter that has no method of its own, for example of a vendor.
     *
     * @param name the name of the parameter
     * @param values the values, which replace earlier values of this parameter
     * @return the copy
     * @throws IllegalArgumentException if the name is unusable
     */
    public BulkExportRequest withParameter(String name, String... values) {
        Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
        changed.put(name, List.of(values));
        return new BulkExportRequest(level, group, changed, post, lenient);
    }

    /** {@return a copy that is sent by POST with a {@code Parameters} resource, as the ballot of 4.0 requires} */
    public BulkExportRequest withPost() {
        return new BulkExportRequest(level, group, parameters, true, lenient);
    }

    /**
     * {@return a copy with {@code Prefer: handling=lenient}, so that the server may ignore parameters that it does not
     * support} The server then reports these parameters in {@link BulkManifest#outcome()}.
     */
    public BulkExportRequest withLenientHandling() {
        return new BulkExportRequest(level, group, parameters, post, true);
    }

    /** {@return the level and the names of the parameters, because the values can identify patients} */
    @Override
    public String toString() {
        return "BulkExportRequest[level=" + level + ", parameters=" + parameters.keySet() + "]";
    }

    private static void requireMatch(Pattern pattern, String value, String problem) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(problem);
        }
    }
}
