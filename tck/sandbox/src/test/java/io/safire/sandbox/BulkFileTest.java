package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.sandbox.control.BulkPlan;
import io.safire.sandbox.control.BulkVersion;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of file requests. */
class BulkFileTest {

    private static final BulkPlan PLAN = BulkPlan.version(BulkVersion.STU3);
    private static final int OBSERVATION_BYTES = 25 * 512;

    private static Sandbox sandbox;
    private static SandboxControl control;
    private static SandboxServer ehr;

    private BulkClient client;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
        control = SandboxControl.at(sandbox.control());
        ehr = control.open("bulk-file");
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

    private String observations(BulkPlan plan) throws Exception {
        ehr.setBulkPlan(plan);
        return BulkClient.url(client.manifest(client.kickOff("/$export?_type=Observation")), "output", 0);
    }

    @Test
    void sendsOneResourcePerLine() throws Exception {
        ehr.setBulkPlan(PLAN.outcomes(1).deleted(1));
        JsonObject manifest = client.manifest(client.kickOff("/$export?_since=2026-01-01T00:00:00Z"));
        for (String list : List.of("output", "deleted", "error")) {
            for (JsonObject file : manifest.getJsonArray(list).getValuesAs(JsonObject.class)) {
                HttpResponse<String> response = client.send(client.authorized(file.getString("url")));
                assertThat(response.headers().firstValue("Content-Type")).hasValue("application/fhir+ndjson");
                assertThat(response.body().lines())
                        .hasSize(file.getInt("count"))
                        .doesNotHaveDuplicates()
                        .allMatch(line -> SandboxJson.createReader(new StringReader(line))
                                .readObject()
                                .getString("resourceType")
                                .equals(file.getString("type")));
            }
        }
    }

    @Test
    void requiresTokenForFile() throws Exception {
        String url = observations(PLAN);
        assertThat(client.send(HttpRequest.newBuilder(URI.create(url))).statusCode())
                .isEqualTo(401);
        assertThat(client.send(client.authorized(url)).statusCode()).isEqualTo(200);
    }

    @Test
    void rejectsTokenForSignedUrl() throws Exception {
        String url = observations(PLAN.signedFileUrls().filesOnOtherOrigin());
        assertThat(URI.create(url).getPort()).isNotEqualTo(ehr.fhirBase().getPort());
        assertThat(client.send(client.authorized(url)).statusCode()).isEqualTo(400);
        assertThat(client.send(HttpRequest.newBuilder(URI.create(url))).statusCode())
                .isEqualTo(200);
        assertThat(client.send(HttpRequest.newBuilder(URI.create(url + "x"))).statusCode())
                .isEqualTo(403);
        assertThat(control.secrets()).contains(url.substring(url.indexOf('=') + 1));
        assertThat(ehr.requests(Endpoint.BULK_FILE)).hasSize(3);
    }

    @Test
    void sendsRangeOfUnchangedFile() throws Exception {
        String url = observations(PLAN);
        HttpResponse<byte[]> whole = client.download(client.authorized(url));
        String tag = whole.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> part = client.download(
                client.authorized(url).header("Range", "bytes=700-").header("If-Range", tag));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range"))
                .hasValue("bytes 700-" + (OBSERVATION_BYTES - 1) + "/" + OBSERVATION_BYTES);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 700, OBSERVATION_BYTES));
        HttpResponse<byte[]> changed = client.download(
                client.authorized(url).header("Range", "bytes=700-").header("If-Range", "\"other\""));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(client.download(client.authorized(url).header("Range", "bytes=" + OBSERVATION_BYTES + "-"))
                        .statusCode())
                .isEqualTo(416);
    }

    @Test
    void ignoresRangeIfSwitchedOff() throws Exception {
        String url = observations(PLAN.withoutRanges().withoutEntityTags());
        HttpResponse<byte[]> response = client.download(client.authorized(url).header("Range", "bytes=700-"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("ETag")).isEmpty();
        assertThat(response.body()).hasSize(OBSERVATION_BYTES);
    }

    @Test
    void compressesFileIfAccepted() throws Exception {
        String url = observations(PLAN.gzip());
        HttpResponse<byte[]> compressed = client.download(client.authorized(url).header("Accept-Encoding", "gzip"));
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes();
        assertThat(client.download(client.authorized(url)).body()).isEqualTo(plain);
    }

    @Test
    void interruptsDownload() throws Exception {
        String url = observations(PLAN);
        ehr.script(Endpoint.BULK_FILE, ScriptedResponse.normal().interruptAfter(1000));
        assertThatThrownBy(() -> client.download(client.authorized(url))).isInstanceOf(IOException.class);
        assertThat(client.download(client.authorized(url)).body()).hasSize(OBSERVATION_BYTES);
    }

    @Test
    void repeatsContentOfLargeFile() throws Exception {
        String url = observations(PLAN.patients(4096).observationsPerPatient(512));
        long length = 1L << 30;
        HttpResponse<byte[]> end =
                client.download(client.authorized(url).header("Range", "bytes=" + (length - 512) + "-"));
        assertThat(end.headers().firstValue("Content-Range"))
                .hasValueSatisfying(range -> assertThat(range).endsWith("/" + length));
        assertThat(new String(end.body(), UTF_8))
                .startsWith("{\"resourceType\":\"Observation\",\"id\":\"o-000000004096-00000512\"");
    }

    @Test
    void requiresTokenOnOtherOrigin() throws Exception {
        String url = observations(PLAN.filesOnOtherOrigin());
        assertThat(client.send(HttpRequest.newBuilder(URI.create(url))).statusCode())
                .isEqualTo(401);
        assertThat(client.send(client.authorized(url)).statusCode()).isEqualTo(200);
    }
}
