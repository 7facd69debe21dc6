package io.safire.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.BulkPlan;
import io.safire.sandbox.control.BulkVersion;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of kick-off requests. */
class BulkKickOffTest {

    private static Sandbox sandbox;
    private static SandboxServer ehr;

    private BulkClient client;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
        ehr = SandboxControl.at(sandbox.control()).open("bulk-kickoff");
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

    @Test
    void acceptsSystemPatientAndGroupExport() throws Exception {
        for (String path : List.of("/$export", "/Patient/$export", "/Group/group-1/$export")) {
            HttpResponse<String> response = client.send(client.kickOff(path));
            assertThat(response.statusCode()).as(path).isEqualTo(202);
            assertThat(response.headers().firstValue("Content-Location").orElseThrow())
                    .startsWith(ehr.fhirBase() + "/bulk/");
        }
        assertThat(client.send(client.kickOff("/Group/other/$export")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void rejectsKickOffWithoutRespondAsync() throws Exception {
        HttpRequest.Builder request =
                client.authorized(ehr.fhirBase() + "/$export").header("Accept", "application/fhir+json");
        HttpResponse<String> response = client.send(request);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(BulkClient.json(response).getString("resourceType")).isEqualTo("OperationOutcome");
    }

    @Test
    void rejectsKickOffWithoutToken() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ehr.fhirBase() + "/$export"))
                .header("Accept", "application/fhir+json")
                .header("Prefer", "respond-async");
        HttpResponse<String> response = client.send(request);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void rejectsScopesThatDoNotCoverTheTypes() throws Exception {
        BulkClient patients = new BulkClient(ehr, "system/Patient.read");
        assertThat(patients.send(patients.kickOff("/$export?_type=Patient")).statusCode())
                .isEqualTo(202);
        assertThat(patients.send(patients.kickOff("/$export?_type=Patient,Observation"))
                        .statusCode())
                .isEqualTo(403);
        for (String unfit : List.of("user/*.rs", "system/*.r", "system/*.cud")) {
            BulkClient other = new BulkClient(ehr, unfit);
            assertThat(other.send(other.kickOff("/$export")).statusCode())
                    .as(unfit)
                    .isEqualTo(403);
        }
    }

    @Test
    void exportsOnlyPermittedTypes() throws Exception {
        BulkClient patients = new BulkClient(ehr, "system/Patient.rs");
        JsonObject manifest = patients.manifest(patients.kickOff("/$export"));
        assertThat(manifest.getJsonArray("output")).hasSize(1);
        assertThat(manifest.getJsonArray("output").getJsonObject(0).getString("type"))
                .isEqualTo("Patient");
    }

    @Test
    void rejectsUnknownParameterUnlessLenient() throws Exception {
        assertThat(client.send(client.kickOff("/$export?_other=1")).statusCode())
                .isEqualTo(400);
        HttpRequest.Builder lenient = client.kickOff("/$export?_other=1").header("Prefer", "handling=lenient");
        JsonObject manifest = client.manifest(lenient);
        String outcome = client.send(client.authorized(BulkClient.url(manifest, "error", 0)))
                .body();
        assertThat(outcome).contains("OperationOutcome").contains("_other");
    }

    @Test
    void rejectsUnfitParameterValues() throws Exception {
        for (String query : List.of(
                "_outputFormat=csv",
                "_type=Appointment",
                "_since=yesterday",
                "_typeFilter=Observation",
                "organizeOutputBy=Encounter",
                "allowPartialManifests=1",
                "includeAssociatedData=all",
                "patient=Patient/p-000000000001")) {
            assertThat(client.send(client.kickOff("/Patient/$export?" + query)).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(client.send(client.kickOff("/Patient/$export?_outputFormat=application%2Ffhir%2Bndjson"))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void definesParametersByVersion() throws Exception {
        ehr.setBulkPlan(BulkPlan.version(BulkVersion.STU2));
        assertThat(client.send(client.kickOff("/$export?allowPartialManifests=true"))
                        .statusCode())
                .isEqualTo(400);
        ehr.setBulkPlan(BulkPlan.version(BulkVersion.STU3));
        assertThat(client.send(client.kickOff("/$export?allowPartialManifests=true"))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void readsParametersFromPost() throws Exception {
        HttpRequest.Builder post = client.post(
                "/Patient/$export",
                "{\"name\":\"_type\",\"valueString\":\"Observation\"},"
                        + "{\"name\":\"patient\",\"valueReference\":{\"reference\":\"Patient/p-000000000003\"}}");
        JsonObject manifest = client.manifest(post);
        String lines = client.send(client.authorized(BulkClient.url(manifest, "output", 0)))
                .body();
        assertThat(lines.lines()).hasSize(5).allMatch(line -> line.contains("\"Patient/p-000000000003\""));
        assertThat(client.send(client.post(
                                "/Patient/$export",
                                "{\"name\":\"patient\",\"valueReference\":{\"reference\":\"Patient/p-000000000009\"}}"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void rejectsMalformedParametersResource() throws Exception {
        for (String parameter : List.of("{", "{}", "{\"name\":\"_type\"}", "1")) {
            assertThat(client.send(client.post("/$export", parameter)).statusCode())
                    .as(parameter)
                    .isEqualTo(400);
        }
    }

    @Test
    void ballotAcceptsPostOnly() throws Exception {
        ehr.setBulkPlan(BulkPlan.version(BulkVersion.STU4_BALLOT));
        HttpResponse<String> get = client.send(client.kickOff("/$export"));
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).hasValue("POST");
        assertThat(client.send(client.post("/$export", "")).statusCode()).isEqualTo(202);
    }

    @Test
    void recordsKickOffAndSendsScriptedResponse() throws Exception {
        ehr.script(Endpoint.BULK_KICKOFF, ScriptedResponse.status(429).header("Retry-After", "60"));
        assertThat(client.send(client.kickOff("/$export")).statusCode()).isEqualTo(429);
        assertThat(ehr.requests(Endpoint.BULK_KICKOFF))
                .singleElement()
                .satisfies(request -> assertThat(request.header("prefer")).isEqualTo("respond-async"));
    }
}
