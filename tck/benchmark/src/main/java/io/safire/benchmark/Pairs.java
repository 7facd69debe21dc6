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
 * Comparison of a new token by the library with the same request by hand-written code. Both alternate in one process, so that
 * other load on the machine affects both equally.
 */
public final class Pairs {

    private static final Logger LOG = System.getLogger(Pairs.class.getName());
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Pairs() {}

    /** A method to request a new token. */
    @FunctionalInterface
    interface Exchange {
        String token() throws IOException;
    }

    /**
     * The cost of one token.
     *
     * @param process CPU time of the process in microseconds, including JIT compiler and garbage collector. Linux counts it in
     *     ticks of 10 ms, so that a half with few tokens may measure 0 and has no ratio.
     * @param thread CPU time of the calling thread in microseconds
     * @param bytes bytes that the calling thread allocated
     */
    record Cost(double process, double thread, double bytes) {

        static Cost of(Exchange exchange, int tokens) throws IOException {
            long self = Thread.currentThread().getId();
            long process = SYSTEM.getProcessCpuTime();
            long thread = THREADS.getThreadCpuTime(self);
            long bytes = THREADS.getThreadAllocatedBytes(self);
            for (int token = 0; token < tokens; token++) {
                exchange.token();
            }
            return new Cost(
                    (SYSTEM.getProcessCpuTime() - process) / 1e3 / tokens,
                    (THREADS.getThreadCpuTime(self) - thread) / 1e3 / tokens,
                    (double) (THREADS.getThreadAllocatedBytes(self) - bytes) / tokens);
        }
    }

    /** The costs of both methods, measured one after the other. */
    record Pair(Cost safire, Cost byHand) {

        double ratio(ToDoubleFunction<Cost> of) {
            return of.applyAsDouble(safire) / of.applyAsDouble(byHand);
        }
    }

    /**
     * Logs the costs of each pair and the medians.
     *
     * @param arguments signature algorithm, number of warm-up pairs, number of measured pairs, and tokens of each half
     * @throws IOException if the sandbox does not start
     */
    public static void main(String[] arguments) throws IOException {
        String algorithm = arguments[0];
        int warmUp = Integer.parseInt(arguments[1]);
        int counted = Integer.parseInt(arguments[2]);
        table(algorithm, warmUp, counted, Integer.parseInt(arguments[3])).forEach(line -> LOG.log(Level.INFO, line));
    }

    static List<String> table(String algorithm, int warmUp, int counted, int tokens) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        try (BenchmarkApplication application = BenchmarkApplication.start(algorithm)) {
            SmartClient client = application.client();
            TokenByHand byHand = new TokenByHand(
                    client.metadata().tokenEndpoint().orElseThrow(), BenchmarkApplication.NAME, application.key());
            Exchange library = () -> client.requestToken().accessToken().value();
            for (int pair = 0; pair < warmUp + counted; pair++) {
                pairs.add(pair(library, byHand::request, tokens, pair % 2 == 0));
            }
        }
        List<String> lines = new ArrayList<>();
        for (Pair pair : pairs) {
            lines.add(line(lines.size() < warmUp ? "warm-up" : algorithm, List.of(pair)));
        }
        lines.add(line(algorithm + ", medians", pairs.subList(warmUp, pairs.size())));
        return lines;
    }

    /** Measures both methods. The order alternates, so that neither always runs first. */
    private static Pair pair(Exchange library, Exchange byHand, int tokens, boolean libraryFirst) throws IOException {
        if (libraryFirst) {
            Cost first = Cost.of(library, tokens);
            return new Pair(first, Cost.of(byHand, tokens));
        }
        Cost first = Cost.of(byHand, tokens);
        return new Pair(Cost.of(library, tokens), first);
    }

    static String line(String title, List<Pair> pairs) {
        return String.format(
                Locale.ROOT,
                "%s: process %.0f, by hand %.0f us, %s | thread %.0f, by hand %.0f us, %s | %.0f, by hand %.0f bytes, %s",
                title,
                median(pairs, pair -> pair.safire.process),
                median(pairs, pair -> pair.byHand.process),
                ratio(pairs, Cost::process),
                median(pairs, pair -> pair.safire.thread),
                median(pairs, pair -> pair.byHand.thread),
                ratio(pairs, Cost::thread),
                median(pairs, pair -> pair.safire.bytes),
                median(pairs, pair -> pair.byHand.bytes),
                ratio(pairs, Cost::bytes));
    }

    private static String ratio(List<Pair> pairs, ToDoubleFunction<Cost> of) {
        boolean known = pairs.stream().allMatch(pair -> of.applyAsDouble(pair.byHand) > 0);
        return known ? String.format(Locale.ROOT, "%.3f", median(pairs, pair -> pair.ratio(of))) : "too short";
    }

    private static double median(List<Pair> pairs, ToDoubleFunction<Pair> of) {
        double[] sorted = pairs.stream().mapToDouble(of).sorted().toArray();
        return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElseThrow();
    }
}
