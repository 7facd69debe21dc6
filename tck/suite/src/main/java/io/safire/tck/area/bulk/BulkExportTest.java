package io.safire.tck.area.bulk;

import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClients;
import io.safire.bulk.BulkData;
import io.safire.bulk.BulkExport;
import io.safire.bulk.BulkExportException;
import io.safire.bulk.BulkExportRequest;
import io.safire.bulk.BulkFile;
import io.safire.bulk.BulkManifest;
import io.safire.sandbox.control.BulkPlan;
import io.safire.sandbox.control.BulkVersion;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kick-off requests, status requests and manifests of bulk data exports. */
@SharedApplication("protocol")
@Tag("bulk")
@ArquillianTest
public class BulkExportTest {

    private static final String SERVER = "bulk-export";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final BulkPlan PLAN =
            BulkPlan.version(BulkVersion.STU3).polls(0).retryAfter(Duration.ZERO);

    @Inject
    SmartClients clients;

    private SandboxServer ehr;
    private BulkData bulkData;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(BulkExportTest.class)
                .server(SERVER, "confidential-asymmetric")
                .set(SERVER, "private-key", TestKeys.pem(TestKeys.EC))
                .set(SERVER, "kid", "ec-1")
                .set(SERVER, "scopes", "system/*.rs")
                .build();
    }

    private void reset() {
        ehr = resetServer(SERVER);
        ehr.setBulkPlan(PLAN);
        bulkData = clients.client(SERVER).bulkData();
    }

    private static long lines(BulkExport export, List<BulkFile> files) {
        return files.stream()
                .mapToLong(file -> export.forEachLine(file, line -> {}).lines())
                .sum();
    }

    @Test
    void exportsFromEachVersion() {
        reset();
        for (BulkVersion version : BulkVersion.values()) {
            ehr.setBulkPlan(
                    BulkPlan.version(version).polls(1).retryAfter(Duration.ZERO).outcomes(2));
            BulkExportRequest request = BulkExportRequest.patients();
            BulkExport export = bulkData.start(version == BulkVersion.STU4_BALLOT ? request.withPost() : request);
            BulkManifest manifest = export.await(LIMIT);
            assertThat(lines(export, manifest.output())).as(version.name()).isEqualTo(35);
            assertThat(lines(export, manifest.outcome())).as(version.name()).isEqualTo(2);
        }
    }

    @Test
    void sendsHeadersAndParametersOfKickOff() {
        reset();
        bulkData.start(BulkExportRequest.group("group-1").withTypes("Patient", "Observation"));
        RecordedRequest request = ehr.requests(Endpoint.BULK_KICKOFF).get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.uri()).startsWith("/fhir/Group/group-1/$export?");
        assertThat(request.header("prefer")).isEqualTo("respond-async");
        assertThat(request.header("accept")).isEqualTo("application/fhir+json");
        assertThat(request.query()).containsEntry("_type", "Patient,Observation");
    }

    @Test
    void sendsPatientsInTheBody() {
        reset();
        BulkExport export = bulkData.start(
                BulkExportRequest.patients().withTypes("Observation").withPatients("p-000000000002"));
        RecordedRequest request = ehr.requests(Endpoint.BULK_KICKOFF).get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).doesNotContain("p-000000000002");
        assertThat(lines(export, export.await(LIMIT).output())).isEqualTo(5);
    }

    @Test
    void readsAllPagesOfTheManifest() {
        reset();
        ehr.setBulkPlan(PLAN.filesPerType(2).filesPerPage(1));
        BulkExport export = bulkData.start(BulkExportRequest.patients().withPartialManifests());
        BulkManifest manifest = export.await(LIMIT);
        assertThat(manifest.output()).hasSize(6);
        assertThat(lines(export, manifest.output())).isEqualTo(35);
        assertThat(ehr.requests(Endpoint.BULK_PAGE)).hasSize(5);
    }

    @Test
    void listsDeletedResources() {
        reset();
        ehr.setBulkPlan(PLAN.deleted(3));
        BulkExport export =
                bulkData.start(BulkExportRequest.patients().withSince(Instant.parse("2026-01-01T00:00:00Z")));
        BulkManifest manifest = export.await(LIMIT);
        assertThat(manifest.deleted()).isNotEmpty();
        assertThat(lines(export, manifest.deleted())).isEqualTo(3);
    }

    @Test
    void readsDateInRetryAfter() {
        reset();
        ehr.setBulkPlan(PLAN.polls(1).retryAfter(Duration.ofSeconds(60)).retryAfterAsDate());
        BulkExport export = bulkData.start(BulkExportRequest.patients());
        assertThat(export.status().retryAfter()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60));
    }

    @Test
    void sendsNoTokenToPageOnOtherServer() {
        reset();
        SandboxServer other = resetServer("bulk-export-other");
        String manifest = "{\"transactionTime\":\"2026-01-01T00:00:00Z\",\"requiresAccessToken\":true,\"output\":[],"
                + "\"error\":[],\"link\":[{\"relation\":\"next\",\"url\":\"" + other.fhirBase() + "/Patient/1\"}]}";
        BulkExport export = bulkData.start(BulkExportRequest.patients());
        ehr.script(Endpoint.BULK_STATUS, ScriptedResponse.status(200).body("application/json", manifest));
        assertThat(catchThrowableOfType(BulkExportException.class, export::status))
                .isNotNull();
        assertThat(other.requests(Endpoint.FHIR)).isEmpty();
    }

    @Test
    void readsFilesOrganizedByPatient() {
        reset();
        BulkExport export = bulkData.start(BulkExportRequest.patients().withOutputOrganizedBy("Patient"));
        BulkManifest manifest = export.await(LIMIT);
        assertThat(manifest.outputOrganizedBy()).contains("Patient");
        assertThat(manifest.output()).singleElement().satisfies(file -> assertThat(file.type())
                .isEmpty());
    }

    @Test
    void reportsProgress() {
        reset();
        ehr.setBulkPlan(PLAN.polls(1));
        List<Integer> percentages = new ArrayList<>();
        bulkData.start(BulkExportRequest.patients())
                .await(LIMIT, status -> status.percent().ifPresent(percentages::add));
        assertThat(percentages).containsExactly(50, 100);
    }

    @Test
    void resumesExportFromState() {
        reset();
        BulkExport export = bulkData.start(BulkExportRequest.patients());
        BulkManifest manifest = bulkData.resume(export.state()).await(LIMIT);
        assertThat(manifest.output()).hasSize(3);
        assertThat(ehr.requests(Endpoint.BULK_KICKOFF)).hasSize(1);
    }

    @Test
    void deletesExport() {
        reset();
        BulkExport export = bulkData.start(BulkExportRequest.patients());
        export.delete();
        export.delete();
        BulkExportException failure = catchThrowableOfType(BulkExportException.class, export::status);
        assertThat(failure.status()).isEqualTo(404);
        assertThat(failure.isResumable()).isFalse();
    }

    @Test
    void replacesRejectedTokenOfStatusRequest() {
        reset();
        ehr.setBulkPlan(PLAN.polls(1));
        BulkExport export = bulkData.start(BulkExportRequest.patients());
        // a client does not replace a token in the first second, and waits a second between two status requests
        BulkManifest manifest = export.await(LIMIT, status -> {
            if (!status.isComplete()) {
                ehr.discardAccessTokens();
            }
        });
        assertThat(manifest.output()).hasSize(3);
        assertThat(ehr.requests(Endpoint.BULK_STATUS)).hasSize(3);
    }

    @Test
    void continuesAfterStatusRequestWasThrottled() {
        reset();
        ehr.script(Endpoint.BULK_STATUS, ScriptedResponse.status(429).header("Retry-After", "1"));
        BulkExport export = bulkData.start(BulkExportRequest.patients());
        assertThat(export.await(LIMIT).output()).hasSize(3);
    }

    @Test
    void reportsRejectedKickOff() {
        reset();
        BulkExportRequest request = BulkExportRequest.patients().withParameter("_vendor", "1");
        BulkExportException failure = catchThrowableOfType(BulkExportException.class, () -> bulkData.start(request));
        assertThat(failure.status()).isEqualTo(400);
        BulkExport export = bulkData.start(request.withLenientHandling());
        assertThat(export.await(LIMIT).outcome()).hasSize(1);
    }

    @Test
    void rejectsUnusableManifests() {
        reset();
        for (String manifest : List.of(
                "[]",
                "{",
                "{\"transactionTime\":\"2026-01-01T00:00:00Z\",\"requiresAccessToken\":true,\"output\":1}",
                "{\"transactionTime\":\"2026-01-01T00:00:00Z\",\"requiresAccessToken\":true,"
                        + "\"output\":[{\"type\":\"Patient\",\"url\":\"file:///etc/passwd\"}]}",
                "{\"transactionTime\":\"2026-01-01T00:00:00Z\",\"requiresAccessToken\":true,"
                        + "\"output\":[{\"type\":\"Patient\",\"url\":\"http://files.example/1\"}]}")) {
            BulkExport export = bulkData.start(BulkExportRequest.patients());
            ehr.script(Endpoint.BULK_STATUS, ScriptedResponse.status(200).body("application/json", manifest));
            assertThat(catchThrowableOfType(BulkExportException.class, () -> {
                        BulkFile file = export.await(LIMIT).output().get(0);
                        export.forEachLine(file, line -> {});
                    }))
                    .as(manifest)
                    .isNotNull();
        }
        assertThat(ehr.requests(Endpoint.BULK_FILE)).isEmpty();
    }
}
