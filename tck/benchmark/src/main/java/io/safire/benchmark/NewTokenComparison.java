package io.safire.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.safire.SmartClient;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Comparison of a token request by the library with the same request by hand-written code. The library and the
 * hand-written code alternate in one process, so that other load on the machine affects both equally.
 */
public final class NewTokenComparison {

    private static final Logger LOG = System.getLogger(NewTokenComparison.class.getName());
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private NewTokenComparison() {}

    /** A method to request a new token. */
    @FunctionalInterface
    interface TokenRequestMethod {
        String requestToken() throws IOException;
    }

    /**
     * The cost of one token.
     *
     * @param processMicros CPU time of the process in microseconds, including JIT compiler and garbage collector. Linux
     *     counts CPU time in ticks of 10 ms, so the result for a half with few tokens may be 0, and the ratio is
     *     missing.
     * @param threadMicros CPU time of the calling thread in microseconds
     * @param bytes bytes that the calling thread allocated
     */
    record TokenCost(double processMicros, double threadMicros, double bytes) {

        static TokenCost measure(TokenRequestMethod method, int tokens) throws IOException {
            long self = Thread.currentThread().getId();
            long process = SYSTEM.getProcessCpuTime();
            long thread = THREADS.getThreadCpuTime(self);
            long bytes = THREADS.getThreadAllocatedBytes(self);
            for (int token = 0; token < tokens; token++) {
                method.requestToken();
            }
            return new TokenCost(
                    (SYSTEM.getProcessCpuTime() - process) / 1e3 / tokens,
                    (THREADS.getThreadCpuTime(self) - thread) / 1e3 / tokens,
                    (double) (THREADS.getThreadAllocatedBytes(self) - bytes) / tokens);
        }
    }

    /** The costs of both methods, measured one after the other. */
    record CostPair(TokenCost safire, TokenCost byHand) {

        double ratio(ToDoubleFunction<TokenCost> cost) {
            return cost.applyAsDouble(safire) / cost.applyAsDouble(byHand);
        }
    }

    /**
     * Logs the costs of each pair and the medians.
     *
     * @param arguments signature algorithm, number of warm-up pairs, number of measured pairs, and number of tokens in
     *     each half
     * @throws IOException if the sandbox does not start
     */
    public static void main(String[] arguments) throws IOException {
        String algorithm = arguments[0];
        int warmUp = Integer.parseInt(arguments[1]);
        int pairs = Integer.parseInt(arguments[2]);
        measure(algorithm, warmUp, pairs, Integer.parseInt(arguments[3])).forEach(line -> LOG.log(Level.INFO, line));
    }

    static List<String> measure(String algorithm, int warmUp, int measured, int tokens) throws IOException {
        List<CostPair> pairs = new ArrayList<>();
        try (BenchmarkApplication application = BenchmarkApplication.start(algorithm)) {
            SmartClient client = application.client();
            HandWrittenTokenRequest byHand = new HandWrittenTokenRequest(
                    client.metadata().tokenEndpoint().orElseThrow(), BenchmarkApplication.NAME, application.key());
            TokenRequestMethod library =
                    () -> client.requestToken().accessToken().value();
            for (int pair = 0; pair < warmUp + measured; pair++) {
                pairs.add(measurePair(library, byHand::send, tokens, pair % 2 == 0));
            }
        }
        List<String> lines = new ArrayList<>();
        for (CostPair pair : pairs) {
            lines.add(line(lines.size() < warmUp ? "warm-up" : algorithm, List.of(pair)));
        }
        lines.add(line(algorithm + ", medians", pairs.subList(warmUp, pairs.size())));
        return lines;
    }

    /**
     * Measures both methods. The order alternates, so that neither the library nor the hand-written code always runs
     * first.
     */
    private static CostPair measurePair(
            TokenRequestMethod library, TokenRequestMethod byHand, int tokens, boolean libraryFirst)
            throws IOException {
        if (libraryFirst) {
            TokenCost first = TokenCost.measure(library, tokens);
            return new CostPair(first, TokenCost.measure(byHand, tokens));
        }
        TokenCost first = TokenCost.measure(byHand, tokens);
        return new CostPair(TokenCost.measure(library, tokens), first);
    }

    static String line(String title, List<CostPair> pairs) {
        return String.format(
                Locale.ROOT,
                "%s: process %.0f, by hand %.0f us, %s | thread %.0f, by hand %.0f us, %s | %.0f, by hand %.0f bytes, %s",
                title,
                median(pairs, pair -> pair.safire.processMicros),
                median(pairs, pair -> pair.byHand.processMicros),
                ratio(pairs, TokenCost::processMicros),
                median(pairs, pair -> pair.safire.threadMicros),
                median(pairs, pair -> pair.byHand.threadMicros),
                ratio(pairs, TokenCost::threadMicros),
                median(pairs, pair -> pair.safire.bytes),
                median(pairs, pair -> pair.byHand.bytes),
                ratio(pairs, TokenCost::bytes));
    }

    private static String ratio(List<CostPair> pairs, ToDoubleFunction<TokenCost> cost) {
        boolean known = pairs.stream().allMatch(pair -> cost.applyAsDouble(pair.byHand) > 0);
        return known ? String.format(Locale.ROOT, "%.3f", median(pairs, pair -> pair.ratio(cost))) : "too short";
    }

    private static double median(List<CostPair> pairs, ToDoubleFunction<CostPair> value) {
        double[] sorted = pairs.stream().mapToDouble(value).sorted().toArray();
        return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElseThrow();
    }
}
