package io.safire.tck.area.bulk;

import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClients;
import io.safire.bulk.BulkDownload;
import io.safire.bulk.BulkExport;
import io.safire.bulk.BulkExportException;
import io.safire.bulk.BulkExportRequest;
import io.safire.bulk.BulkFile;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Downloads of the files of bulk data exports. */
@SharedApplication("protocol")
@Tag("bulk")
@ArquillianTest
public class BulkFilesTest {

    private static final String SERVER = "bulk-files";
    private static final int LINES = 25;
    private static final int BYTES = LINES * 512;
    private static final BulkPlan PLAN =
            BulkPlan.version(BulkVersion.STU3).polls(0).retryAfter(Duration.ZERO);
    /** A file that no runtime buffers completely, so that its first part reaches the client before the interruption. */
    private static final int MANY_LINES = 8_000;

    private static final BulkPlan LARGE_PLAN = PLAN.patients(1).observationsPerPatient(MANY_LINES);
    private static final int INTERRUPTION = MANY_LINES * 512 / 2;

    @Inject
    SmartClients clients;

    private SandboxServer ehr;
    private BulkExport export;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(BulkFilesTest.class)
                .server(SERVER, "confidential-asymmetric")
                .set(SERVER, "private-key", TestKeys.pem(TestKeys.EC))
                .set(SERVER, "kid", "ec-1")
                .set(SERVER, "scopes", "system/*.rs")
                .build();
    }

    private void reset() {
        ehr = resetServer(SERVER);
    }

    private BulkFile observations(BulkPlan plan) {
        ehr.setBulkPlan(plan);
        export = clients.client(SERVER)
                .bulkData()
                .start(BulkExportRequest.patients().withTypes("Observation"));
        return export.await(Duration.ofMinutes(2)).output().get(0);
    }

    private void assertComplete(BulkFile file) {
        List<String> lines = new ArrayList<>();
        BulkDownload download = export.forEachLine(file, lines::add);
        assertThat(lines).hasSize(LINES).doesNotHaveDuplicates();
        assertThat(download.bytes()).isEqualTo(BYTES);
    }

    private List<String> headers(String name) {
        return ehr.requests(Endpoint.BULK_FILE).stream()
                .map(request -> request.header(name))
                .toList();
    }

    @Test
    void sendsTokenToTheServerOfTheExport() {
        reset();
        assertComplete(observations(PLAN));
        assertThat(headers("authorization")).singleElement().asString().startsWith("Bearer ");
    }

    @Test
    void sendsNoTokenForSignedUrl() {
        reset();
        BulkFile file = observations(PLAN.signedFileUrls());
        assertThatCode(() -> assertComplete(file)).doesNotThrowAnyException();
        assertComplete(observations(PLAN.signedFileUrls().filesOnOtherOrigin()));
        assertThat(headers("authorization")).containsExactly("", "");
    }

    @Test
    void sendsNoTokenToOtherOrigin() {
        reset();
        BulkFile file = observations(PLAN.filesOnOtherOrigin());
        assertThatThrownBy(() -> export.forEachLine(file, line -> {})).isInstanceOf(BulkExportException.class);
        assertThat(ehr.requests(Endpoint.BULK_FILE)).isEmpty();
    }

    @Test
    void replacesRejectedTokenOfFileRequest() {
        reset();
        // a client does not replace a token in the first second, and waits a second between two status requests
        BulkFile file = observations(PLAN.polls(1));
        ehr.discardAccessTokens();
        assertComplete(file);
        assertThat(headers("authorization")).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void continuesInterruptedDownload() {
        reset();
        BulkFile file = observations(LARGE_PLAN);
        ehr.script(Endpoint.BULK_FILE, ScriptedResponse.normal().interruptAfter(INTERRUPTION));
        Set<String> lines = new HashSet<>();
        assertThat(export.forEachLine(file, lines::add).lines()).isEqualTo(MANY_LINES);
        assertThat(lines).hasSize(MANY_LINES);
        List<RecordedRequest> requests = ehr.requests(Endpoint.BULK_FILE);
        assertThat(requests).hasSize(2);
        assertContinues(requests.get(1));
    }

    /** A runtime may lose bytes that it has not yet passed to the client. */
    private static void assertContinues(RecordedRequest request) {
        assertThat(request.header("range")).matches("bytes=[1-9][0-9]*-");
        String start = request.header("range").replaceAll("\\D", "");
        assertThat(Integer.parseInt(start)).isLessThanOrEqualTo(INTERRUPTION);
        assertThat(request.header("if-range")).isNotEmpty();
    }

    @Test
    void downloadsCompressedFile() {
        reset();
        assertComplete(observations(PLAN.gzip()));
        assertThat(headers("accept-encoding")).singleElement().asString().contains("gzip");
    }

    @Test
    void downloadsLargeCompressedFile() throws IOException {
        reset();
        BulkFile file = observations(LARGE_PLAN.gzip());
        Path folder = Files.createTempDirectory("bulk");
        Path target = folder.resolve("observations.ndjson");
        try {
            BulkDownload download = export.downloadTo(file, target);
            assertThat(download.lines()).isEqualTo(MANY_LINES);
            assertThat(target).hasSize(MANY_LINES * 512L);
        } finally {
            Files.deleteIfExists(target);
            Files.delete(folder);
        }
    }

    @Test
    void startsAgainWithoutRanges() throws IOException {
        reset();
        BulkFile file = observations(PLAN.withoutRanges());
        ehr.script(Endpoint.BULK_FILE, ScriptedResponse.normal().interruptAfter(1000));
        Path folder = Files.createTempDirectory("bulk");
        Path target = folder.resolve("observations.ndjson");
        try {
            assertThat(export.downloadTo(file, target).lines()).isEqualTo(LINES);
            assertThat(target).hasSize(BYTES);
            assertThat(folder).isDirectoryContaining("glob:**/observations.ndjson");
        } finally {
            Files.deleteIfExists(target);
            Files.delete(folder);
        }
    }

    @Test
    void continuesPartialFileOfEarlierRun() throws IOException {
        reset();
        BulkFile file = observations(LARGE_PLAN);
        Path folder = Files.createTempDirectory("bulk");
        Path target = folder.resolve("observations.ndjson");
        ehr.script(
                Endpoint.BULK_FILE,
                ScriptedResponse.normal().interruptAfter(INTERRUPTION),
                ScriptedResponse.status(403));
        try {
            assertThatThrownBy(() -> export.downloadTo(file, target)).isInstanceOf(BulkExportException.class);
            assertThat(target).doesNotExist();
            assertThat(export.downloadTo(file, target).bytes()).isEqualTo(MANY_LINES * 512L);
            List<RecordedRequest> requests = ehr.requests(Endpoint.BULK_FILE);
            assertContinues(requests.get(requests.size() - 1));
        } finally {
            Files.deleteIfExists(target);
            Files.delete(folder);
        }
    }

    @Test
    void reportsMissingFile() {
        reset();
        BulkFile file = observations(PLAN);
        ehr.script(Endpoint.BULK_FILE, ScriptedResponse.status(404));
        assertThatThrownBy(() -> export.forEachLine(file, line -> {}))
                .isInstanceOfSatisfying(BulkExportException.class, failure -> assertThat(failure.status())
                        .isEqualTo(404));
    }
}
