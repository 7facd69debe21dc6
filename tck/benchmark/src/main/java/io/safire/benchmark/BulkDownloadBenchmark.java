package io.safire.benchmark;

import io.safire.bulk.BulkExport;
import io.safire.bulk.BulkExportRequest;
import io.safire.bulk.BulkFile;
import io.safire.sandbox.control.BulkPlan;
import io.safire.sandbox.control.BulkVersion;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Benchmark of the download of a file of a bulk data export, compared with {@link HttpClient} and
 * {@link HttpResponse.BodyHandlers#ofFile}. The downloads alternate. The server is a separate process. With
 * {@code -Xmx64m}, the benchmark shows that the size of the file does not matter.
 */
public final class BulkDownloadBenchmark {

    private static final Logger LOG = System.getLogger(BulkDownloadBenchmark.class.getName());
    private static final double MEBIBYTE = 1 << 20;
    private static final int LINES_PER_MEBIBYTE = (1 << 20) / 512;

    /** One download. */
    private interface Download {
        void run() throws IOException, InterruptedException;
    }

    /** The speed in MiB per second, and the largest heap in MiB. */
    private record Measurement(double speed, double heap) {}

    private final long mebibytes;
    private final BulkExport export;
    private final BulkFile file;
    private final String token;
    private final Path target;
    private final HttpClient http = HttpClient.newHttpClient();

    private BulkDownloadBenchmark(long mebibytes, BulkExport export, BulkFile file, String token, Path target) {
        this.mebibytes = mebibytes;
        this.export = export;
        this.file = file;
        this.token = token;
        this.target = target;
    }

    /**
     * Logs the median speed and the largest heap of each kind of download.
     *
     * @param arguments the size of the file in MiB, and the number of rounds after one round for warm-up
     * @throws IOException if the server does not start or a file cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        measureAll(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]))
                .forEach(line -> LOG.log(Level.INFO, line));
    }

    static List<String> measureAll(int mebibytes, int rounds) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("bulk");
        try (BenchmarkApplication application = BenchmarkApplication.start("ES384")) {
            application
                    .ehr()
                    .setBulkPlan(BulkPlan.version(BulkVersion.STU3)
                            .polls(0)
                            .patients(mebibytes)
                            .observationsPerPatient(LINES_PER_MEBIBYTE));
            application.ehr().setTokenLifetime((int) Duration.ofHours(1).toSeconds());
            BulkExport export = application
                    .client()
                    .bulkData()
                    .start(BulkExportRequest.patients().withTypes("Observation"));
            BulkFile file = export.await(Duration.ofMinutes(1)).output().get(0);
            String token = application.client().accessToken().value();
            return new BulkDownloadBenchmark(mebibytes, export, file, token, folder.resolve("file")).run(rounds);
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    private List<String> run(int rounds) throws IOException, InterruptedException {
        List<Measurement> baseline = new ArrayList<>();
        List<Measurement> toFile = new ArrayList<>();
        List<Measurement> byLine = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            baseline.add(measure(this::downloadWithHttpClient));
            toFile.add(measure(() -> export.downloadTo(file, target)));
            byLine.add(measure(this::readLines));
        }
        double reference = medianSpeed(baseline);
        return List.of(
                line("HttpClient, ofFile", baseline, reference),
                line("downloadTo", toFile, reference),
                line("forEachLine", byLine, reference));
    }

    private void downloadWithHttpClient() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(file.url())
                .header("Authorization", "Bearer " + token)
                .build();
        http.send(request, HttpResponse.BodyHandlers.ofFile(target));
    }

    private void readLines() {
        LongAdder characters = new LongAdder();
        export.forEachLine(file, line -> characters.add(line.length()));
        if (characters.sum() != mebibytes * LINES_PER_MEBIBYTE * 511L) {
            throw new IllegalStateException("The file is incomplete: " + characters);
        }
    }

    private Measurement measure(Download download) throws IOException, InterruptedException {
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        download.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        double peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        checkSize();
        return new Measurement(mebibytes / seconds, peak / MEBIBYTE);
    }

    private void checkSize() throws IOException {
        if (Files.exists(target) && Files.size(target) != mebibytes << 20) {
            throw new IllegalStateException("The file is incomplete: " + Files.size(target) + " bytes");
        }
        Files.deleteIfExists(target);
    }

    private static String line(String name, List<Measurement> measurements, double reference) {
        double speed = medianSpeed(measurements);
        double heap = counted(measurements).mapToDouble(Measurement::heap).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "%-18s | %5.0f MiB/s | %4.2f of HttpClient | heap %4.1f MiB",
                name,
                speed,
                speed / reference,
                heap);
    }

    private static double medianSpeed(List<Measurement> measurements) {
        double[] speeds =
                counted(measurements).mapToDouble(Measurement::speed).sorted().toArray();
        return speeds[speeds.length / 2];
    }

    /** Returns the measurements after the first round, which is a warm-up. */
    private static Stream<Measurement> counted(List<Measurement> measurements) {
        return measurements.stream().skip(1);
    }
}
