package io.safire.sandbox;

import io.safire.sandbox.control.BulkVersion;
import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** A writer of the manifest of an export. */
final class BulkManifest {

    private static final String OPERATION = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export";

    private final BulkJob job;
    private final String jobUrl;
    private final String fileBase;
    private final boolean isBallot;

    /**
     * Creates a writer.
     *
     * @param jobUrl the status URL
     * @param fileBase the URL below which the files are
     */
    BulkManifest(BulkJob job, String jobUrl, String fileBase) {
        this.job = job;
        this.jobUrl = jobUrl;
        this.fileBase = fileBase;
        this.isBallot = job.settings().version() == BulkVersion.STU4_BALLOT;
    }

    /** Returns a page of the manifest, counted from 1. */
    JsonObject page(int page) {
        JsonObjectBuilder manifest = SandboxJson.createObjectBuilder();
        addHeader(manifest);
        manifest.add("output", files(job.output(page)));
        List<BulkFile> none = List.of();
        manifest.add("deleted", files(page == 1 ? job.list("deleted") : none));
        manifest.add(isBallot ? "outcome" : "error", files(page == 1 ? job.list("error") : none));
        if (page < job.availablePages()) {
            JsonObjectBuilder next = SandboxJson.createObjectBuilder()
                    .add("relation", "next")
                    .add("url", jobUrl + "/pages/" + (page + 1));
            manifest.add("link", SandboxJson.createArrayBuilder().add(next));
        }
        return manifest.build();
    }

    private void addHeader(JsonObjectBuilder manifest) {
        manifest.add("transactionTime", job.startedAt().toString());
        if (isBallot) {
            manifest.add("manifestType", OPERATION + "|4.0.0-ballot").add("outputFormat", "application/fhir+ndjson");
        } else {
            manifest.add("request", job.kickOff().url());
        }
        manifest.add("requiresAccessToken", !job.settings().signedFileUrls());
        if (!job.kickOff().organizeBy().isEmpty()) {
            manifest.add("outputOrganizedBy", job.kickOff().organizeBy());
        }
    }

    private JsonArrayBuilder files(List<BulkFile> files) {
        JsonArrayBuilder array = SandboxJson.createArrayBuilder();
        for (BulkFile file : files) {
            JsonObjectBuilder entry = SandboxJson.createObjectBuilder();
            if (!file.type().isEmpty() && (!isBallot || file.list().equals("output"))) {
                entry.add("type", file.type());
            }
            entry.add("url", url(file)).add("count", file.lines());
            if (isBallot) {
                entry.add("fileSize", file.bytes());
            }
            array.add(entry);
        }
        return array;
    }

    private String url(BulkFile file) {
        String signature = job.settings().signedFileUrls() ? "?signature=" + job.signature() : "";
        return fileBase + "/" + file.name() + ".ndjson" + signature;
    }
}
