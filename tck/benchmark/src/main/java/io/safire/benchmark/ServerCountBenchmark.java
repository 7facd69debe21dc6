package io.safire.benchmark;

import io.safire.SmartClient;
import io.safire.SmartClients;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** Benchmark of many configured servers: start-up time, memory of an unused server, and time of calls. */
public final class ServerCountBenchmark {

    private static final Logger LOG = System.getLogger(ServerCountBenchmark.class.getName());
    private static final int[] SERVER_COUNTS = {1, 10, 100, 300, 1_000};
    private static final int LOOKUPS = 200_000;
    private static final int NEW_TOKEN_CALLS = 200;
    private static final int CACHED_TOKEN_CALLS = 500_000;
    private static final int ROUNDS = 9;

    private final SandboxProcess sandbox;
    private final BenchmarkKey key;

    /**
     * A line of the table.
     *
     * @param servers number of configured servers
     * @param startUp milliseconds until the application has started and its configuration is validated
     * @param memory bytes in use after the start
     * @param lookup nanoseconds to look up a client by name
     * @param cached median time of a cached token in nanoseconds
     * @param token median time of a new token in microseconds
     */
    record ServerCountResult(int servers, double startUp, long memory, double lookup, double cached, double token) {

        private static final String TITLE =
                "servers | start-up ms | ms per additional server | KiB per additional idle server"
                        + " | client by name ns | cached token ns | new token us";

        String format(ServerCountResult first) {
            double additional = Math.max(1, servers - first.servers);
            return String.format(
                    "%7d | %11.0f | %24.2f | %30.1f | %17.0f | %15.1f | %12.0f",
                    servers,
                    startUp,
                    (startUp - first.startUp) / additional,
                    (memory - first.memory) / additional / 1024,
                    lookup,
                    cached,
                    token);
        }
    }

    private ServerCountBenchmark(SandboxProcess sandbox, BenchmarkKey key) {
        this.sandbox = sandbox;
        this.key = key;
    }

    /**
     * Logs the table.
     *
     * @param arguments ignored
     * @throws IOException if the sandbox does not start
     */
    public static void main(String[] arguments) throws IOException {
        measureAll(SERVER_COUNTS).forEach(line -> LOG.log(Level.INFO, line));
    }

    /** Measures each number of servers, after a warm-up run with each number of servers. */
    static List<String> measureAll(int... counts) throws IOException {
        BenchmarkKey key = BenchmarkKey.generate("ES384");
        try (SandboxProcess sandbox = SandboxProcess.start("bench", key.jwks())) {
            ServerCountBenchmark benchmark = new ServerCountBenchmark(sandbox, key);
            for (int count : counts) {
                benchmark.measure(count);
            }
            List<String> lines = new ArrayList<>(List.of(ServerCountResult.TITLE));
            ServerCountResult first = benchmark.measure(counts[0]);
            lines.add(first.format(first));
            for (int index = 1; index < counts.length; index++) {
                lines.add(benchmark.measure(counts[index]).format(first));
            }
            return lines;
        }
    }

    private ServerCountResult measure(int servers) {
        Properties before = (Properties) System.getProperties().clone();
        settings(servers).forEach(System::setProperty);
        long start = System.nanoTime();
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            SmartClients clients = container.select(SmartClients.class).get();
            int found = clients.names().size();
            double startUp = (System.nanoTime() - start) / 1e6;
            if (found != servers) {
                throw new IllegalStateException(found + " servers instead of " + servers);
            }
            long memory = usedMemory();
            String name = "ehr" + servers / 2;
            SmartClient client = clients.client(name);
            return new ServerCountResult(
                    servers,
                    startUp,
                    memory,
                    measureLookup(clients, name),
                    measureCachedToken(client),
                    measureNewToken(client));
        } finally {
            System.setProperties(before);
            // the cached Config still contains the previous server names
            ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
        }
    }

    private Map<String, String> settings(int servers) {
        Map<String, String> settings = new TreeMap<>();
        for (int number = 0; number < servers; number++) {
            String prefix = "safire.ehr" + number + ".";
            settings.put(prefix + "base-url", sandbox.fhirBase());
            settings.put(prefix + "client-id", "bench");
            settings.put(prefix + "client-type", "confidential-asymmetric");
            settings.put(prefix + "private-key", key.pem());
            settings.put(prefix + "kid", key.kid());
            settings.put(prefix + "scopes", "system/*.rs");
        }
        return settings;
    }

    private static double measureLookup(SmartClients clients, String name) {
        long hash = 0;
        long start = System.nanoTime();
        for (int round = 0; round < LOOKUPS; round++) {
            hash += clients.client(name).hashCode();
        }
        double time = System.nanoTime() - start;
        return hash == 1 ? 0 : time / LOOKUPS;
    }

    private static double measureCachedToken(SmartClient client) {
        double[] times = new double[ROUNDS];
        long hash = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int call = 0; call < CACHED_TOKEN_CALLS; call++) {
                hash += client.accessToken().value().length();
            }
            times[round] = (double) (System.nanoTime() - start) / CACHED_TOKEN_CALLS;
        }
        Arrays.sort(times);
        return hash == 1 ? 0 : times[ROUNDS / 2];
    }

    private static double measureNewToken(SmartClient client) {
        long[] times = new long[NEW_TOKEN_CALLS];
        for (int round = 0; round < NEW_TOKEN_CALLS; round++) {
            long start = System.nanoTime();
            client.requestToken();
            times[round] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return times[NEW_TOKEN_CALLS / 2] / 1e3;
    }

    private static long usedMemory() {
        Runtime runtime = Runtime.getRuntime();
        long minimum = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            System.gc();
            minimum = Math.min(minimum, runtime.totalMemory() - runtime.freeMemory());
        }
        return minimum;
    }
}
