package io.safire.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.BulkPlan;
import io.safire.sandbox.control.BulkVersion;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of status requests and manifests. */
class BulkStatusTest {

    private static final String PARTIAL = "/Patient/$export?allowPartialManifests=true";

    private static Sandbox sandbox;
    private static SandboxServer ehr;

    private BulkClient client;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
        ehr = SandboxControl.at(sandbox.control()).open("bulk-status");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        ehr.reset();
        client = new BulkClient(ehr, "system/*.rs");
    }

    private HttpResponse<String> get(String url) throws Exception {
        return client.send(client.authorized(url));
    }

    @Test
    void reportsProgressForTheConfiguredNumberOfPolls() throws Exception {
        ehr.setBulkPlan(BulkPlan.version(BulkVersion.STU2).polls(3).retryAfter(Duration.ofSeconds(7)));
        String status = client.start(client.kickOff("/$export"));
        for (String progress : new String[] {"25% complete", "50% complete", "75% complete"}) {
            HttpResponse<String> response = get(status);
            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(response.headers().firstValue("X-Progress")).hasValue(progress);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        }
        HttpResponse<String> complete = get(status);
        assertThat(complete.statusCode()).isEqualTo(200);
        assertThat(complete.headers().firstValue("Expires")).isPresent();
    }

    @Test
    void sendsRetryAfterAsDate() throws Exception {
        ehr.setBulkPlan(BulkPlan.version(BulkVersion.STU2)
                .retryAfter(Duration.ofMinutes(5))
                .retryAfterAsDate());
        HttpResponse<String> response = get(client.start(client.kickOff("/$export")));
        String date = response.headers().firstValue("Retry-After").orElseThrow();
        assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .isAfter(Instant.now().plus(Duration.ofMinutes(4)));
    }

    @Test
    void rejectsPollBeforeRetryAfter() throws Exception {
        ehr.setBulkPlan(BulkPlan.version(BulkVersion.STU2)
                .retryAfter(Duration.ofMinutes(2))
                .rejectFastPolls());
        String status = client.start(client.kickOff("/$export"));
        assertThat(get(status).statusCode()).isEqualTo(202);
        HttpResponse<String> fast = get(status);
        assertThat(fast.statusCode()).isEqualTo(429);
        assertThat(fast.headers().firstValue("Retry-After")).hasValue("120");
        ehr.setClockOffset(Duration.ofMinutes(2));
        assertThat(get(status).statusCode()).isEqualTo(200);
    }

    @Test
    void requiresTokenOfKickOffScopes() throws Exception {
        String status = client.start(client.kickOff("/$export"));
        BulkClient other = new BulkClient(ehr, "system/Patient.rs");
        assertThat(other.send(other.authorized(status)).statusCode()).isEqualTo(403);
        ehr.discardAccessTokens();
        assertThat(get(status).statusCode()).isEqualTo(401);
    }

    @Test
    void deletesExport() throws Exception {
        String status = client.start(client.kickOff("/$export"));
        assertThat(client.send(client.authorized(status).DELETE()).statusCode()).isEqualTo(202);
        HttpResponse<String> deleted = get(status);
        assertThat(deleted.statusCode()).isEqualTo(404);
        assertThat(deleted.body()).contains("OperationOutcome");
    }

    @Test
    void listsFilesOfVersion2() throws Exception {
        ehr.setBulkPlan(
                BulkPlan.version(BulkVersion.STU2).filesPerType(2).outcomes(3).deleted(4));
        JsonObject manifest = client.manifest(client.kickOff("/$export?_since=2026-01-01T00:00:00Z"));
        assertThat(manifest.keySet())
                .containsExactlyInAnyOrder(
                        "transactionTime", "request", "requiresAccessToken", "output", "deleted", "error");
        assertThat(manifest.getString("request")).startsWith(ehr.fhirBase() + "/$export?_since");
        assertThat(manifest.getBoolean("requiresAccessToken")).isTrue();
        assertThat(manifest.getJsonArray("output")).hasSize(7);
        assertThat(manifest.getJsonArray("deleted").getJsonObject(0).getInt("count"))
                .isEqualTo(4);
        assertThat(manifest.getJsonArray("error").getJsonObject(0).getInt("count"))
                .isEqualTo(3);
    }

    @Test
    void listsNoOutputForUnchangedResources() throws Exception {
        JsonObject manifest = client.manifest(client.kickOff("/$export?_since=2026-11-01T00:00:00Z"));
        assertThat(manifest.getJsonArray("output")).isEmpty();
    }

    @Test
    void listsOutcomeInBallot() throws Exception {
        ehr.setBulkPlan(BulkPlan.version(BulkVersion.STU4_BALLOT).outcomes(1));
        JsonObject manifest = client.manifest(client.post("/$export", ""));
        assertThat(manifest.getJsonArray("outcome")).hasSize(1);
        assertThat(manifest).doesNotContainKeys("error", "request").containsKey("manifestType");
        assertThat(manifest.getJsonArray("output").getJsonObject(0).getInt("fileSize"))
                .isEqualTo(5 * 512);
    }

    @Test
    void pagesGrowWhileTheExportRuns() throws Exception {
        ehr.setBulkPlan(BulkPlan.version(BulkVersion.STU3).polls(2).filesPerPage(1));
        String status = client.start(client.kickOff(PARTIAL));
        JsonObject first = BulkClient.json(get(status));
        assertThat(first.getJsonArray("output")).hasSize(1);
        assertThat(first).doesNotContainKey("link");
        JsonObject grown = BulkClient.json(get(status));
        String second = BulkClient.url(grown, "link", 0);
        assertThat(grown.getJsonArray("output")).isEqualTo(first.getJsonArray("output"));
        assertThat(BulkClient.json(get(second))).doesNotContainKey("link");
        assertThat(get(second.replace("/pages/2", "/pages/3")).statusCode()).isEqualTo(404);
        assertThat(get(status).statusCode()).isEqualTo(200);
        JsonObject last = BulkClient.json(get(BulkClient.url(BulkClient.json(get(second)), "link", 0)));
        assertThat(last.getJsonArray("output")).hasSize(1);
        assertThat(last).doesNotContainKey("link");
    }

    @Test
    void sendsOnePageWithoutAllowPartialManifests() throws Exception {
        ehr.setBulkPlan(BulkPlan.version(BulkVersion.STU3).filesPerPage(1));
        String status = client.start(client.kickOff("/Patient/$export"));
        assertThat(get(status).body()).isEmpty();
        JsonObject manifest = BulkClient.json(get(status));
        assertThat(manifest.getJsonArray("output")).hasSize(3);
        assertThat(manifest).doesNotContainKey("link");
    }

    @Test
    void organizesFilesByPatient() throws Exception {
        JsonObject manifest = client.manifest(client.kickOff("/$export?organizeOutputBy=Patient"));
        assertThat(manifest.getString("outputOrganizedBy")).isEqualTo("Patient");
        assertThat(manifest.getJsonArray("output").getJsonObject(0)).doesNotContainKey("type");
        String lines = get(BulkClient.url(manifest, "output", 0)).body();
        assertThat(lines.lines().skip(8)).hasSize(32).first().asString().contains("\"header\"", "p-000000000002");
    }
}
