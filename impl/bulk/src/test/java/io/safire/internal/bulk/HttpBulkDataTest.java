package io.safire.internal.bulk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.bulk.BulkDownload;
import io.safire.bulk.BulkExport;
import io.safire.bulk.BulkExportException;
import io.safire.bulk.BulkExportRequest;
import io.safire.bulk.BulkExportState;
import io.safire.bulk.BulkExportStatus;
import io.safire.bulk.BulkFile;
import io.safire.bulk.BulkManifest;
import io.safire.error.NetworkException;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.client.BulkDataProvider.Client;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.token.AccessToken;
import io.safire.token.ResourceAccess;
import io.safire.token.Scopes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpBulkDataTest {

    private static final URI BASE = URI.create("https://fhir.example/r4");
    private static final URI STATUS = URI.create("https://fhir.example/r4/status/1");
    private static final URI FILE_URL = URI.create("https://fhir.example/r4/files/1");
    private static final BulkFile FILE = BulkFile.of("Patient", FILE_URL, 2L, null, true);
    private static final BulkExportState STATE = new BulkExportState("epic", STATUS, Instant.EPOCH);

    private final SettableClock clock = new SettableClock();
    private final Deque<InboundResponse> responses = new ArrayDeque<>();
    private final List<OutboundRequest> sent = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private Supplier<InboundResponse> endless = responses::remove;
    private int invalidated;

    private final ResourceAccess resources = new ResourceAccess() {
        @Override
        public boolean accepts(URI target) {
            return target.toString().startsWith(BASE.toString());
        }

        @Override
        public Optional<String> authorization(AccessToken token, URI target) {
            return accepts(target) ? Optional.of("Bearer " + token.value()) : Optional.empty();
        }

        @Override
        public void invalidate(AccessToken token) {
            invalidated++;
        }
    };

    private final HttpBulkData bulk = new HttpBulkData(
            new Client(
                    TestServers.epic(),
                    request -> {
                        sent.add(request);
                        return next();
                    },
                    (transport, onRetry) -> request -> {
                        sent.add(request);
                        return next();
                    },
                    () -> new AccessToken("epic", "token-" + invalidated, Instant.MAX, Scopes.none()),
                    resources,
                    clock),
            delay -> {
                delays.add(delay);
                clock.advance(delay);
            });

    @Test
    void startsExportByGet() {
        respond(202, Map.of("content-location", STATUS.toString()), "");
        BulkExport export = bulk.start(BulkExportRequest.group("g1").withTypes("Patient", "Observation"));
        assertThat(export.state().statusUrl()).isEqualTo(STATUS);
        assertThat(sent.get(0).target()).isEqualTo(URI.create(BASE + "/Group/g1/$export?_type=Patient%2CObservation"));
        assertThat(sent.get(0).furtherHeaders())
                .containsEntry("Prefer", "respond-async")
                .containsEntry("Accept", "application/fhir+json");
    }

    @Test
    void startsExportByPostAfter405() {
        respond(405, Map.of(), "");
        respond(202, Map.of("content-location", STATUS.toString()), "");
        bulk.start(BulkExportRequest.patients().withSince(Instant.EPOCH));
        assertThat(sent.get(1).method()).isEqualTo("POST");
        assertThat(new String(sent.get(1).body(), UTF_8)).contains("\"valueInstant\":\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void sendsPatientsInBodyOnly() {
        respond(202, Map.of("content-location", STATUS.toString()), "");
        bulk.start(BulkExportRequest.patients().withPatients("p1"));
        assertThat(sent.get(0).target()).isEqualTo(URI.create(BASE + "/Patient/$export"));
        assertThat(new String(sent.get(0).body(), UTF_8)).contains("\"reference\":\"Patient/p1\"");
    }

    @Test
    void repeatsKickOffAfter429WithinBounds() {
        respond(429, Map.of("retry-after", "999999"), "");
        respond(202, Map.of("content-location", STATUS.toString()), "");
        bulk.start(BulkExportRequest.system());
        assertThat(delays).containsExactly(Duration.ofMinutes(5));
    }

    @Test
    void rejectsForeignStatusUrl() {
        respond(202, Map.of("content-location", "https://attacker.example/status"), "");
        assertThatThrownBy(() -> bulk.start(BulkExportRequest.system()))
                .hasMessageContaining("SAFIRE-2602 epic: ")
                .hasMessageContaining("safire.epic.further-resource-urls");
        assertThat(sent).hasSize(1);
    }

    @Test
    void omitsTextsOfOperationOutcome() {
        respond(
                400,
                Map.of("content-type", "application/fhir+json"),
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"not-supported\","
                        + "\"diagnostics\":\"Jane Doe\",\"expression\":[\"_type\"]}]}");
        assertThatThrownBy(() -> bulk.start(BulkExportRequest.system()))
                .isInstanceOf(BulkExportException.class)
                .hasMessageContaining("not-supported at _type")
                .hasMessageNotContaining("Jane");
    }

    @Test
    void waitsForManifestOfAllPages() {
        respond(202, Map.of("x-progress", "50%", "retry-after", "7"), "");
        respond(200, json(), manifest("Patient", next(STATUS + "/2")));
        respond(200, json(), manifest("Observation", ""));
        BulkManifest manifest = bulk.resume(STATE).await(Duration.ofHours(1));
        assertThat(manifest.output())
                .extracting(file -> file.type().orElseThrow())
                .containsExactly("Patient", "Observation");
        assertThat(delays).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void rejectsCycleOfPages() {
        respond(200, json(), manifest("Patient", next(STATUS.toString())));
        assertThatThrownBy(() -> bulk.resume(STATE).status()).hasMessageContaining("SAFIRE-2606");
    }

    @Test
    void sendsNoTokenToPageOnOtherServer() {
        respond(200, json(), manifest("Patient", next("https://attacker.example/status/2")));
        assertThatThrownBy(() -> bulk.resume(STATE).status()).hasMessageContaining("SAFIRE-2602");
        assertThat(sent).hasSize(1);
    }

    @Test
    void limitsPagesOfManifest() {
        endless = () -> response(200, json(), manifest("Patient", next(STATUS + "/" + sent.size())));
        assertThatThrownBy(() -> bulk.resume(STATE).status())
                .hasMessageContaining("SAFIRE-2606")
                .hasMessageContaining("1000 pages");
        assertThat(sent).hasSize(1000);
    }

    @Test
    void readsPageWithManyFiles() {
        String file = "{\"type\":\"Bundle\",\"url\":\"https://fhir.example/r4/files/1\",\"count\":1000}";
        respond(200, json(), manifest("Patient", ",\"deleted\":[" + (file + ",").repeat(29_999) + file + "]"));
        assertThat(bulk.resume(STATE).await(Duration.ZERO).deleted()).hasSize(30_000);
    }

    @Test
    void limitsFilesOfManifest() {
        String files = ",\"deleted\":[" + "{\"url\":\"/1\"},".repeat(60_000) + "{\"url\":\"/1\"}]";
        respond(200, json(), manifest("Patient", files + next(STATUS + "/2")));
        respond(200, json(), manifest("Patient", files));
        assertThatThrownBy(() -> bulk.resume(STATE).status())
                .hasMessageContaining("SAFIRE-2606")
                .hasMessageContaining("100000 files");
    }

    @Test
    void limitsSizeOfAllPages() {
        String extension = ",\"extension\":[\"" + "a".repeat(7_600_000) + "\"]";
        endless = () -> response(200, json(), manifest("Patient", extension + next(STATUS + "/" + sent.size())));
        assertThatThrownBy(() -> bulk.resume(STATE).status())
                .hasMessageContaining("SAFIRE-2606")
                .hasMessageContaining("128 MiB");
        assertThat(sent).hasSize(18);
    }

    @Test
    void returnsPartialManifestDuringExport() {
        respond(202, json(), manifest("Patient", next(STATUS + "/2")));
        respond(202, json(), manifest("Observation", ""));
        BulkExportStatus status = bulk.resume(STATE).status();
        assertThat(status.isComplete()).isFalse();
        assertThat(status.manifest().orElseThrow().output()).hasSize(2);
    }

    @Test
    void waitsForPageThatIsNotYetAvailable() {
        for (int pageStatus : new int[] {202, 429, 503}) {
            respond(200, json(), manifest("Patient", next(STATUS + "/2")));
            respond(pageStatus, Map.of("retry-after", "9"), "");
            BulkExportStatus status = bulk.resume(STATE).status();
            assertThat(status.isComplete()).as("%s", pageStatus).isFalse();
            assertThat(status.retryAfter()).isEqualTo(Duration.ofSeconds(9));
            assertThat(status.manifest().orElseThrow().output()).hasSize(1);
        }
    }

    @Test
    void listsDeletedAndOutcomeFilesOfAllPages() {
        respond(
                200,
                json(),
                manifest(
                        "Patient",
                        ",\"deleted\":[{\"type\":\"Bundle\",\"url\":\"" + FILE_URL + "\"}],\"outcome\":[{\"url\":\""
                                + FILE_URL + "\"}]" + next(STATUS + "/2")));
        respond(200, json(), manifest("Patient", ",\"deleted\":[{\"type\":\"Bundle\",\"url\":\"" + FILE_URL + "\"}]"));
        BulkManifest manifest = bulk.resume(STATE).await(Duration.ZERO);
        assertThat(manifest.deleted()).hasSize(2).allMatch(BulkFile::requiresAccessToken);
        assertThat(manifest.outcome()).hasSize(1);
    }

    @Test
    void reportsUnknownExportAsNotResumable() {
        respond(404, Map.of(), "");
        assertThatThrownBy(() -> bulk.resume(STATE).status())
                .isInstanceOfSatisfying(BulkExportException.class, failure -> assertThat(failure.isResumable())
                        .isFalse());
    }

    @Test
    void replacesRejectedTokenOnce() {
        respond(401, Map.of(), "");
        respond(202, Map.of(), "");
        bulk.resume(STATE).status();
        assertThat(sent).extracting(OutboundRequest::authorization).containsExactly("Bearer token-0", "Bearer token-1");
    }

    @Test
    void continuesBrokenDownloadWithRange() {
        stream(200, Map.of("etag", "\"v1\"", "content-length", "16"), "{\"a\":1}\n{\"b");
        stream(206, Map.of("content-range", "bytes 11-15/16"), "\":2}\n");
        List<String> lines = new ArrayList<>();
        BulkDownload download = bulk.resume(STATE).forEachLine(FILE, lines::add);
        assertThat(lines).containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(sent.get(1).furtherHeaders())
                .containsEntry("Range", "bytes=11-")
                .containsEntry("If-Range", "\"v1\"");
        assertThat(download.findings()).isEmpty();
    }

    @Test
    void comparesDeliveredPartWithoutEtag() {
        stream(200, Map.of("content-length", "16"), "{\"a\":1}\n{\"b");
        stream(200, Map.of("content-length", "16"), "{\"a\":1}\n{\"b\":2}\n");
        List<String> lines = new ArrayList<>();
        bulk.resume(STATE).forEachLine(FILE, lines::add);
        assertThat(lines).containsExactly("{\"a\":1}", "{\"b\":2}");
        stream(200, Map.of("content-length", "16"), "{\"a\":1}\n{\"b");
        stream(200, Map.of("content-length", "16"), "{\"a\":9}\n{\"b\":2}\n");
        assertThatThrownBy(() -> bulk.resume(STATE).forEachLine(FILE, lines::add))
                .hasMessageContaining("SAFIRE-2609");
    }

    @Test
    void sendsTokenToAllowedAddressesOnly() {
        BulkFile foreign = BulkFile.of("Patient", URI.create("https://files.example/1"), null, null, true);
        assertThatThrownBy(() -> bulk.resume(STATE).forEachLine(foreign, line -> {}))
                .hasMessageContaining("SAFIRE-2602");
        assertThat(sent).isEmpty();
        BulkFile signed = BulkFile.of("Patient", FILE_URL, null, null, false);
        stream(200, Map.of(), "{}\n");
        bulk.resume(STATE).forEachLine(signed, line -> {});
        assertThat(sent.get(0).authorization()).isNull();
    }

    @Test
    void rejectsInsecureFileUrl() {
        BulkFile insecure = BulkFile.of("Patient", URI.create("http://files.example/1"), null, null, false);
        assertThatThrownBy(() -> bulk.resume(STATE).forEachLine(insecure, line -> {}))
                .hasMessageContaining("SAFIRE-2608");
        assertThat(sent).isEmpty();
    }

    @Test
    void requestsNoFileOnInternalHost() {
        for (String host : List.of("10.0.0.1", "169.254.169.254", "127.0.0.1", "[::1]", "intranet", "db.internal")) {
            BulkFile internal = BulkFile.of("Patient", URI.create("https://" + host + "/1"), null, null, false);
            assertThatThrownBy(() -> bulk.resume(STATE).forEachLine(internal, line -> {}))
                    .hasMessageContaining("SAFIRE-2620")
                    .hasMessageContaining("safire.epic.endpoint-hosts");
        }
        assertThat(sent).isEmpty();
        stream(200, Map.of(), "{}\n");
        BulkFile external = BulkFile.of("Patient", URI.create("https://files.example/1"), null, null, false);
        assertThat(bulk.resume(STATE).forEachLine(external, line -> {}).lines()).isEqualTo(1);
    }

    @Test
    void givesUpAfterConsecutiveFailures() {
        endless = () -> streamed(200, Map.of("content-length", "16"), "{");
        assertThatThrownBy(() -> bulk.resume(STATE).forEachLine(FILE, line -> {}))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("broke after 1 bytes");
        assertThat(delays)
                .containsExactlyElementsOf(Stream.of("PT0.5S", "PT5S", "PT10S", "PT20S", "PT40S")
                        .map(Duration::parse)
                        .toList());
    }

    @Test
    void reportsDamagedCompressedFile(@TempDir Path folder) {
        Path target = folder.resolve("Patient.ndjson");
        Map<String, String> headers = Map.of("content-encoding", "gzip");
        stream(200, headers, "\u001f\u008b is no gzip");
        assertThatThrownBy(() -> bulk.resume(STATE).forEachLine(FILE, line -> {}))
                .hasMessageContaining("SAFIRE-2610");
        stream(200, headers, "\u001f\u008b is no gzip");
        assertThatThrownBy(() -> bulk.resume(STATE).downloadTo(FILE, target)).hasMessageContaining("SAFIRE-2610");
        assertThat(target).doesNotExist();
    }

    @Test
    void continuesPartialFileAfterRestart(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("Patient.ndjson");
        stream(200, Map.of("etag", "\"v1\"", "content-length", "16"), "{\"a\":1}\n{\"b");
        respond(403, Map.of(), "");
        assertThatThrownBy(() -> bulk.resume(STATE).downloadTo(FILE, target)).hasMessageContaining("SAFIRE-2607");
        assertThat(target).doesNotExist();
        stream(206, Map.of("content-range", "bytes 11-15/16"), "\":2}\n");
        assertThat(bulk.resume(STATE).downloadTo(FILE, target).lines()).isEqualTo(2);
        assertThat(Files.readString(target)).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
        assertThat(folder.toFile().list()).containsExactly("Patient.ndjson");
    }

    @Test
    void reportsDifferentCount() {
        stream(200, Map.of(), "{}\n");
        assertThat(bulk.resume(STATE).forEachLine(FILE, line -> {}).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.id()).isEqualTo("SAFIRE-2614"));
    }

    private InboundResponse next() {
        return responses.isEmpty() ? endless.get() : responses.remove();
    }

    private void respond(int status, Map<String, String> headers, String body) {
        responses.add(response(status, headers, body));
    }

    private static InboundResponse response(int status, Map<String, String> headers, String body) {
        return new InboundResponse(STATUS, status, headers, body.getBytes(UTF_8));
    }

    private void stream(int status, Map<String, String> headers, String body) {
        responses.add(streamed(status, headers, body));
    }

    private static InboundResponse streamed(int status, Map<String, String> headers, String body) {
        InputStream stream = new ByteArrayInputStream(body.getBytes(ISO_8859_1));
        return new InboundResponse(FILE_URL, status, headers, new byte[0], stream);
    }

    private static String next(String url) {
        return ",\"link\":[{\"relation\":\"next\",\"url\":\"" + url + "\"}]";
    }

    private static Map<String, String> json() {
        return Map.of("content-type", "application/json");
    }

    private static String manifest(String type, String further) {
        return "{\"transactionTime\":\"2026-11-30T00:00:00Z\",\"request\":\"" + BASE + "/$export\","
                + "\"requiresAccessToken\":true,\"output\":[{\"type\":\"" + type + "\",\"url\":\"" + FILE_URL
                + "\"}],\"error\":[]" + further + "}";
    }
}
