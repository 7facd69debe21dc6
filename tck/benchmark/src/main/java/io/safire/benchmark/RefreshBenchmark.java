package io.safire.benchmark;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.SmartException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/**
 * Benchmark of callers during refreshes. Eight threads continuously request a token, tokens are valid for two seconds,
 * the server takes 200 ms, and every third request may fail.
 */
public final class RefreshBenchmark {

    private static final Logger LOG = System.getLogger(RefreshBenchmark.class.getName());
    private static final int CALLERS = 8;
    private static final int TOKEN_LIFETIME_SECONDS = 2;
    private static final Duration RESPONSE_DELAY = Duration.ofMillis(200);
    private static final ScriptedResponse DELAYED_RESPONSE =
            ScriptedResponse.normal().delay(RESPONSE_DELAY);
    /** Number of scripted groups of three requests, enough for more than a minute with ten requests per second. */
    private static final int REQUEST_GROUPS = 300;

    private static final String MAX_RETRIES_KEY = "io.safire.http.RetryingSender/sendRepeatable/Retry/maxRetries";
    private static final String TITLE =
            "scenario                     | refreshed | failed | retried | requests | requests per refresh"
                    + " and retry | tokens | expired | errors | waits | with valid token | waits for a lock | calls in millions"
                    + " | p50 ns | p99 ns | p99.9 ns | max us";

    private final SandboxProcess sandbox;
    private final BenchmarkKey key;
    private final Duration duration;

    /**
     * A scenario for every third request.
     *
     * @param response behavior of the server
     * @param retried true if the client retries a failed request before the refresh fails
     */
    record RefreshScenario(String name, ScriptedResponse response, boolean retried) {

        static final RefreshScenario NO_FAILURE = new RefreshScenario("nothing fails", DELAYED_RESPONSE, true);

        static Stream<RefreshScenario> all() {
            return Stream.concat(
                    Stream.of(NO_FAILURE), Stream.of(false, true).flatMap(RefreshScenario::failingScenarios));
        }

        private static Stream<RefreshScenario> failingScenarios(boolean retried) {
            String prefix = retried ? "every third request " : "every third refresh ";
            return Stream.of(
                    new RefreshScenario(
                            prefix + "503", ScriptedResponse.status(503).delay(RESPONSE_DELAY), retried),
                    new RefreshScenario(
                            prefix + "timeout",
                            ScriptedResponse.normal().delay(Duration.ofSeconds(TOKEN_LIFETIME_SECONDS)),
                            retried),
                    new RefreshScenario(prefix + "dropped", ScriptedResponse.drop(), retried));
        }
    }

    private RefreshBenchmark(SandboxProcess sandbox, BenchmarkKey key, Duration duration) {
        this.sandbox = sandbox;
        this.key = key;
        this.duration = duration;
    }

    /**
     * Logs the table.
     *
     * @param arguments duration of each scenario in seconds, 60 by default
     * @throws IOException if the sandbox does not start
     */
    public static void main(String[] arguments) throws IOException {
        long seconds = arguments.length == 0 ? 60 : Long.parseLong(arguments[0]);
        measureAll(Duration.ofSeconds(seconds), RefreshScenario.all().toList(), line -> LOG.log(Level.INFO, line));
    }

    /** Measures the scenarios and passes each line to the consumer as soon as it is complete. */
    static void measureAll(Duration duration, List<RefreshScenario> scenarios, Consumer<String> lines)
            throws IOException {
        BenchmarkKey key = BenchmarkKey.generate("ES384");
        lines.accept(TITLE);
        try (SandboxProcess sandbox = SandboxProcess.start("bench", key.jwks())) {
            RefreshBenchmark benchmark = new RefreshBenchmark(sandbox, key, duration);
            for (RefreshScenario scenario : scenarios) {
                lines.accept(benchmark.measure(scenario));
            }
        }
    }

    private String measure(RefreshScenario scenario) {
        Properties before = (Properties) System.getProperties().clone();
        applySettings(scenario);
        SandboxServer ehr = sandbox.ehr();
        ehr.reset();
        ehr.setTokenLifetime(TOKEN_LIFETIME_SECONDS);
        for (int count = 0; count < REQUEST_GROUPS; count++) {
            ehr.script(Endpoint.TOKEN, DELAYED_RESPONSE, DELAYED_RESPONSE, scenario.response);
        }
        try (SeContainer container = SeContainerInitializer.newInstance()
                .addBeanClasses(ClientCredentialsObserver.class)
                .initialize()) {
            ClientCredentialsObserver requests =
                    container.select(ClientCredentialsObserver.class).get();
            List<TokenCallerThread> callers =
                    runCallers(container.select(SmartClients.class).get());
            long stop = System.nanoTime() + Duration.ofMinutes(20).toNanos();
            int observed = countObserved(requests);
            int received = ehr.requests(Endpoint.TOKEN).size();
            // refreshes continue, so the observer is read first; equal counts show that no request is in progress
            while (observed < received && System.nanoTime() < stop) {
                LockSupport.parkNanos(RESPONSE_DELAY.toNanos() / 2);
                observed = countObserved(requests);
                received = ehr.requests(Endpoint.TOKEN).size();
            }
            return line(scenario, (double) received / observed, received, requests, callers);
        } finally {
            System.setProperties(before);
            // the cached Config still contains the previous settings
            ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
        }
    }

    private void applySettings(RefreshScenario scenario) {
        System.setProperty("safire.base-url", sandbox.fhirBase());
        System.setProperty("safire.client-id", "bench");
        System.setProperty("safire.client-type", "confidential-asymmetric");
        System.setProperty("safire.private-key", key.pem());
        System.setProperty("safire.kid", key.kid());
        System.setProperty("safire.scopes", "system/*.rs");
        if (scenario.response != DELAYED_RESPONSE) {
            // a refresh must start so early that time for another attempt remains after a read timeout
            System.setProperty("safire.refresh-ahead", "0.75");
            System.setProperty("safire.refresh-jitter", "0.1");
            System.setProperty("safire.read-timeout", "PT0.5S");
        }
        if (!scenario.retried) {
            System.setProperty(MAX_RETRIES_KEY, "0");
        }
    }

    /** Runs the callers. The first token is cached before the measurement starts. */
    private List<TokenCallerThread> runCallers(SmartClients clients) {
        requestFirstToken(clients.client());
        long end = System.nanoTime() + duration.toNanos();
        List<TokenCallerThread> callers = Stream.generate(
                        () -> new TokenCallerThread(clients.client(), end, 1_000L * TOKEN_LIFETIME_SECONDS))
                .limit(CALLERS)
                .toList();
        callers.forEach(Thread::start);
        for (TokenCallerThread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        return callers;
    }

    /** Requests the first token. With a short read timeout, a busy machine may need more than one attempt. */
    private static void requestFirstToken(SmartClient client) {
        long stop = System.nanoTime() + Duration.ofMinutes(20).toNanos();
        while (true) {
            try {
                client.accessToken();
                return;
            } catch (SmartException late) {
                if (System.nanoTime() >= stop) {
                    throw late;
                }
            }
        }
    }

    private static int countObserved(ClientCredentialsObserver requests) {
        return requests.successes() + requests.failures() + requests.retries();
    }

    private static String line(
            RefreshScenario scenario,
            double requestsPerRefresh,
            int received,
            ClientCredentialsObserver requests,
            List<TokenCallerThread> callers) {
        LatencyHistogram latencies = new LatencyHistogram();
        Set<String> tokens = new HashSet<>();
        int expired = 0;
        int errors = 0;
        long waits = 0;
        int needlessWaits = 0;
        long lockWaits = 0;
        for (TokenCallerThread caller : callers) {
            latencies.addAll(caller.latencies);
            tokens.addAll(caller.tokens);
            expired += caller.expired;
            errors += caller.failures;
            waits += caller.waits + requests.sentBy(caller);
            needlessWaits += caller.needlessWaits;
            lockWaits += caller.lockWaits;
        }
        return String.format(
                "%-28s | %9d | %6d | %7d | %8d | %30.2f | %6d | %7d | %6d | %5d | %16d | %16d | %17.1f | %6d | %6d | %8d | %6d",
                scenario.name,
                requests.successes() - 1,
                requests.failures(),
                requests.retries(),
                received,
                requestsPerRefresh,
                tokens.size(),
                expired,
                errors,
                waits,
                needlessWaits,
                lockWaits,
                latencies.count() / 1e6,
                latencies.quantile(0.5),
                latencies.quantile(0.99),
                latencies.quantile(0.999),
                latencies.max() / 1_000);
    }
}
