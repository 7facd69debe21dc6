package io.safire.sandbox;

import io.safire.sandbox.control.BulkVersion;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;

/**
 * The settings of an export, read from a {@link io.safire.sandbox.control.BulkPlan}.
 *
 * @param filesPerPage the number of output files in a page of the manifest, 0 for all files
 */
record BulkSettings(
        BulkVersion version,
        Polling polling,
        Content content,
        int filesPerPage,
        boolean signedFileUrls,
        boolean otherOrigin,
        Downloads downloads) {

    /** The responses to status requests. */
    record Polling(int polls, Duration retryAfter, boolean asDate, boolean rejectFast) {}

    /** The number of resources and files. */
    record Content(long patients, int observations, int filesPerType, int deleted, int outcomes) {}

    /** The features of file requests. */
    record Downloads(boolean ranges, boolean entityTags, boolean gzip) {}

    private static final int SAMPLE_SIZE = 5;

    static BulkSettings of(JsonObject plan) {
        return new BulkSettings(
                BulkVersion.valueOf(plan.getString("version", BulkVersion.STU3.name())),
                new Polling(
                        plan.getInt("polls", 1),
                        Duration.ofSeconds(plan.getInt("retryAfter", 1)),
                        plan.getBoolean("retryAfterAsDate", false),
                        plan.getBoolean("rejectFastPolls", false)),
                content(plan),
                plan.getInt("filesPerPage", 0),
                plan.getBoolean("signedFileUrls", false),
                plan.getBoolean("otherOrigin", false),
                new Downloads(
                        plan.getBoolean("ranges", true),
                        plan.getBoolean("entityTags", true),
                        plan.getBoolean("gzip", false)));
    }

    private static Content content(JsonObject plan) {
        long patients = plan.getOrDefault("patients", JsonValue.NULL) instanceof JsonNumber number
                ? number.longValue()
                : SAMPLE_SIZE;
        return new Content(
                patients,
                plan.getInt("observations", SAMPLE_SIZE),
                plan.getInt("filesPerType", 1),
                plan.getInt("deleted", 0),
                plan.getInt("outcomes", 0));
    }
}
