package io.safire.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.safire.token.AccessToken;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Comparison of a cached token with the baseline, with one thread and with eight threads. The library and the baseline
 * alternate in one process.
 */
public final class CachedTokenComparison {

    private static final Logger LOG = System.getLogger(CachedTokenComparison.class.getName());
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int[] THREADS = {1, 8};
    private static final int MILLION = 1_000_000;

    private final CachedTokenBenchmark tokens;
    private final int calls;

    private CachedTokenComparison(CachedTokenBenchmark tokens, int calls) {
        this.tokens = tokens;
        this.calls = calls;
    }

    /**
     * Logs the medians.
     *
     * @param arguments the number of measured pairs, which is also the number of warm-up pairs, and the number of calls
     *     in each half, in millions
     * @throws IOException if the sandbox does not start
     */
    public static void main(String[] arguments) throws IOException {
        measure(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]) * MILLION)
                .forEach(line -> LOG.log(Level.INFO, line));
    }

    static List<String> measure(int pairs, int calls) throws IOException {
        CachedTokenBenchmark tokens = new CachedTokenBenchmark();
        tokens.start();
        try {
            List<String> lines = new ArrayList<>();
            for (int threads : THREADS) {
                lines.add(new CachedTokenComparison(tokens, calls / threads).measureLine(threads, pairs));
            }
            return lines;
        } finally {
            tokens.stop();
        }
    }

    private String measureLine(int threads, int pairs) {
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            List<Double> baselines = new ArrayList<>();
            List<Double> safires = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            for (int pair = 0; pair < 2 * pairs; pair++) {
                // the order alternates, so that neither the library nor the baseline always runs first
                double early = pair % 2 == 0 ? cpuPerCall(callers, threads, this::callBaseline) : 0;
                double safire = cpuPerCall(callers, threads, this::callLibrary);
                double baseline = pair % 2 == 0 ? early : cpuPerCall(callers, threads, this::callBaseline);
                if (pair >= pairs) {
                    baselines.add(baseline);
                    safires.add(safire);
                    ratios.add(safire / baseline);
                }
            }
            return String.format(
                    Locale.ROOT,
                    "%d threads: accessToken() %.1f, baseline %.1f ns of CPU, %.3f",
                    threads,
                    median(safires),
                    median(baselines),
                    median(ratios));
        } finally {
            callers.shutdown();
        }
    }

    /** Returns the CPU time of the process per call, in nanoseconds. */
    private double cpuPerCall(ExecutorService callers, int threads, Callable<Integer> loop) {
        long before = SYSTEM.getProcessCpuTime();
        try {
            for (Future<Integer> done : callers.invokeAll(Collections.nCopies(threads, loop))) {
                if (done.get() != 0) {
                    throw new IllegalStateException("The token was refreshed during the measurement");
                }
            }
        } catch (InterruptedException | ExecutionException stopped) {
            throw new IllegalStateException(stopped);
        }
        return (double) (SYSTEM.getProcessCpuTime() - before) / threads / calls;
    }

    /**
     * Returns the number of mismatches between the expected and the returned tokens. The baseline has its own loop, so
     * that the JIT compiler optimizes each side separately.
     */
    private int callBaseline() {
        AccessToken expected = tokens.baseline();
        int mismatches = 0;
        for (int call = 0; call < calls; call++) {
            if (tokens.baseline() != expected) {
                mismatches++;
            }
        }
        return mismatches;
    }

    private int callLibrary() {
        AccessToken expected = tokens.clientCredentialsToken();
        int mismatches = 0;
        for (int call = 0; call < calls; call++) {
            if (tokens.clientCredentialsToken() != expected) {
                mismatches++;
            }
        }
        return mismatches;
    }

    private static double median(List<Double> values) {
        return values.stream()
                .sorted()
                .skip((values.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }
}
