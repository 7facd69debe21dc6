package io.safire.sandbox.control;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;

/**
 * The behavior of a server in bulk data exports. A plan applies to the exports that clients start after
 * {@link SandboxServer#setBulkPlan}. The server generates the content of the files, so that files of several GiB need no
 * memory. Each resource is one line of 512 bytes. Instances are immutable.
 */
public final class BulkPlan {

    private final JsonObject plan;

    private BulkPlan(JsonObject plan) {
        this.plan = plan;
    }

    /**
     * Returns the default plan of a version: five patients with one encounter and five observations each, one file for each
     * resource type, and one status response before the manifest.
     */
    public static BulkPlan version(BulkVersion version) {
        return new BulkPlan(JsonValue.EMPTY_JSON_OBJECT).with("version", SandboxJson.createValue(version.name()));
    }

    /** Parses a plan from the JSON object that {@link #toJson()} returns. */
    public static BulkPlan fromJson(JsonObject json) {
        return new BulkPlan(json);
    }

    /** Sets the number of status responses before the manifest; the default is 1. */
    public BulkPlan polls(int count) {
        return with("polls", SandboxJson.createValue(count));
    }

    /** Sets {@code Retry-After} in seconds; the default is 1 second. */
    public BulkPlan retryAfter(Duration delay) {
        return with("retryAfter", SandboxJson.createValue(delay.toSeconds()));
    }

    /** Sends {@code Retry-After} as an HTTP date. */
    public BulkPlan retryAfterAsDate() {
        return with("retryAfterAsDate", JsonValue.TRUE);
    }

    /** Rejects a status request before the time in {@code Retry-After} with 429. */
    public BulkPlan rejectFastPolls() {
        return with("rejectFastPolls", JsonValue.TRUE);
    }

    /** Sets the number of patients; the default is 5. */
    public BulkPlan patients(long count) {
        return with("patients", SandboxJson.createValue(count));
    }

    /** Sets the number of observations of each patient; the default is 5. */
    public BulkPlan observationsPerPatient(int count) {
        return with("observations", SandboxJson.createValue(count));
    }

    /** Sets the number of files of each resource type; the default is 1. */
    public BulkPlan filesPerType(int count) {
        return with("filesPerType", SandboxJson.createValue(count));
    }

    /**
     * Sets the number of output files in each page of the manifest. The server sends several pages only if the kick-off request
     * contains {@code allowPartialManifests}. By default, one page lists all files.
     */
    public BulkPlan filesPerPage(int count) {
        return with("filesPerPage", SandboxJson.createValue(count));
    }

    /** Sets the number of bundles of deleted resources, which the server lists if the request contains {@code _since}. */
    public BulkPlan deleted(int count) {
        return with("deleted", SandboxJson.createValue(count));
    }

    /** Sets the number of {@code OperationOutcome} resources in the error file; by default, there is no error file. */
    public BulkPlan outcomes(int count) {
        return with("outcomes", SandboxJson.createValue(count));
    }

    /** Sends {@code "requiresAccessToken": false} and signed URLs, and rejects file requests with an access token. */
    public BulkPlan signedFileUrls() {
        return with("signedFileUrls", JsonValue.TRUE);
    }

    /** Serves the files on a port of their own, which is another origin. */
    public BulkPlan filesOnOtherOrigin() {
        return with("otherOrigin", JsonValue.TRUE);
    }

    /** Ignores {@code Range} in file requests. */
    public BulkPlan withoutRanges() {
        return with("ranges", JsonValue.FALSE);
    }

    /** Sends files without an {@code ETag}. */
    public BulkPlan withoutEntityTags() {
        return with("entityTags", JsonValue.FALSE);
    }

    /** Compresses a file if the request accepts {@code gzip} and contains no {@code Range}. */
    public BulkPlan gzip() {
        return with("gzip", JsonValue.TRUE);
    }

    /** Returns this plan as the JSON object that the control API accepts. */
    public JsonObject toJson() {
        return plan;
    }

    private BulkPlan with(String name, JsonValue value) {
        JsonObjectBuilder changed = SandboxJson.createObjectBuilder(plan);
        return new BulkPlan(changed.add(name, value).build());
    }
}
