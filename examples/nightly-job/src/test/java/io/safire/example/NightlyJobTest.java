package io.safire.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.authentication.ClientType;
import io.safire.bulk.BulkExportException;
import io.safire.sandbox.ClientKeyPair;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.BulkPlan;
import io.safire.sandbox.control.BulkVersion;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the job against the sandbox. */
class NightlyJobTest {

    private static final BulkPlan PLAN = BulkPlan.version(BulkVersion.STU3).retryAfter(Duration.ZERO);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private Sandbox sandbox;
    private SandboxServer ehr;
    private CloseableSmartClient client;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start();
        ehr = SandboxControl.at(sandbox.control()).open("nightly");
        ClientKeyPair keys = ClientKeyPair.generate("k-1");
        ehr.registerClient(SandboxClient.keyClient("job", keys.jwks(), ""));
        ehr.setBulkPlan(PLAN);
        client = SmartClient.create(SmartClientSettings.builder(ehr.fhirBase().toString())
                .clientId("job")
                .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                .set("private-key", keys.privateKeyPem())
                .set("kid", "k-1")
                .set("scopes", "system/*.rs")
                .build());
    }

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    private String run() throws IOException {
        ProgressBar bar = new ProgressBar(new PrintStream(terminal, true, UTF_8), true);
        return new NightlyJob(client.bulkData(), new ExportFolder(folder), bar)
                .run("group-1")
                .toString();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".ndjson")).toList();
        }
    }

    @Test
    void exportsAllFilesAndDeletesTheExport() throws Exception {
        assertThat(run()).contains("Observation          25 resources");
        assertThat(files()).hasSize(3);
        assertThat(terminal.toString(UTF_8)).contains("\rExport", "Download", "100 %");
        assertThat(ehr.requests(Endpoint.BULK_STATUS)).last().satisfies(request -> assertThat(request.method())
                .isEqualTo("DELETE"));
    }

    @Test
    void exportsChangesOnly() throws Exception {
        run();
        run();
        List<RecordedRequest> kickOffs = ehr.requests(Endpoint.BULK_KICKOFF);
        assertThat(kickOffs.get(0).query()).doesNotContainKey("_since");
        assertThat(kickOffs.get(1).query()).containsKey("_since");
        assertThat(files()).hasSize(3);
    }

    @Test
    void continuesExportAfterFailure() throws Exception {
        ehr.script(Endpoint.BULK_FILE, ScriptedResponse.normal(), ScriptedResponse.status(403));
        assertThatThrownBy(this::run).isInstanceOf(BulkExportException.class);
        assertThat(run()).contains("Total                35 resources");
        assertThat(ehr.requests(Endpoint.BULK_KICKOFF)).hasSize(1);
        assertThat(ehr.requests(Endpoint.BULK_FILE)).hasSize(4);
    }

    @Test
    void startsAgainIfTheServerDroppedTheExport() throws Exception {
        ehr.script(Endpoint.BULK_STATUS, ScriptedResponse.status(404));
        assertThatThrownBy(this::run).isInstanceOf(BulkExportException.class);
        run();
        assertThat(ehr.requests(Endpoint.BULK_KICKOFF)).hasSize(2);
    }
}
