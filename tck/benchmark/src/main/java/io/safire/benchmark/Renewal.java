package io.safire.benchmark;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.SmartException;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
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
 * Benchmark of callers during refreshes: eight threads continuously request a token, tokens are valid for two seconds, the server
 * takes 200 ms, and every third request may fail.
 */
public final class Renewal {

    private static final Logger LOG = System.getLogger(Renewal.class.getName());
    private static final int CALLERS = 8;
    private static final int LIFE = 2;
    private static final Duration DELAY = Duration.ofMillis(200);
    private static final Answer SLOW = Answer.normal().delay(DELAY);
    /** Number of scripted groups of three requests, enough for more than a minute with ten requests per second. */
    private static final int THIRDS = 300;

    private static final String REPETITIONS = "io.safire.impl.cdi.RepeatableCalls/whenPassing/Retry/maxRetries";
    private static final String TITLE =
            "scenario                     | refreshed | failed | retried | requests | requests per refresh"
                    + " and retry | tokens | expired | errors | waits | with valid token | waits for a lock | calls in millions"
                    + " | p50 ns | p99 ns | p99.9 ns | max us";

    private final SandboxProcess sandbox;
    private final BenchmarkKey key;
    private final Duration time;

    /**
     * A scenario for every third request.
     *
     * @param answer behavior of the server
     * @param repeated whether the client retries a failed request before the refresh fails
     */
    record Third(String name, Answer answer, boolean repeated) {

        static final Third SOUND = new Third("nothing fails", SLOW, true);

        static Stream<Third> all() {
            return Stream.concat(Stream.of(SOUND), Stream.of(false, true).flatMap(Third::failing));
        }

        private static Stream<Third> failing(boolean repeated) {
            String what = repeated ? "every third request " : "every third refresh ";
            return Stream.of(
                    new Third(what + "503", Answer.status(503).delay(DELAY), repeated),
                    new Third(what + "timeout", Answer.normal().delay(Duration.ofSeconds(LIFE)), repeated),
                    new Third(what + "dropped", Answer.drop(), repeated));
        }
    }

    private Renewal(SandboxProcess sandbox, BenchmarkKey key, Duration time) {
        this.sandbox = sandbox;
        this.key = key;
        this.time = time;
    }

    /**
     * Logs the table.
     *
     * @param arguments duration of each scenario in seconds, 60 by default
     * @throws IOException if the sandbox does not start
     */
    public static void main(String[] arguments) throws IOException {
        long seconds = arguments.length == 0 ? 60 : Long.parseLong(arguments[0]);
        table(Duration.ofSeconds(seconds), Third.all().toList(), line -> LOG.log(Level.INFO, line));
    }

    /** Passes each line to the consumer as soon as it is measured. */
    static void table(Duration time, List<Third> thirds, Consumer<String> lines) throws IOException {
        BenchmarkKey key = BenchmarkKey.of("ES384");
        lines.accept(TITLE);
        try (SandboxProcess sandbox = SandboxProcess.start("bench", key.jwks())) {
            Renewal renewal = new Renewal(sandbox, key, time);
            for (Third third : thirds) {
                lines.accept(renewal.measured(third));
            }
        }
    }

    private String measured(Third third) {
        Properties before = (Properties) System.getProperties().clone();
        set(third);
        SandboxServer ehr = sandbox.ehr();
        ehr.reset();
        ehr.tokenLifetime(LIFE);
        for (int count = 0; count < THIRDS; count++) {
            ehr.next(Endpoint.TOKEN, SLOW, SLOW, third.answer);
        }
        try (SeContainer container = SeContainerInitializer.newInstance()
                .addBeanClasses(Requests.class)
                .initialize()) {
            Requests requests = container.select(Requests.class).get();
            List<TokenCaller> callers =
                    called(container.select(SmartClients.class).get());
            long stop = System.nanoTime() + Duration.ofMinutes(20).toNanos();
            int told = told(requests);
            int seen = ehr.requests(Endpoint.TOKEN).size();
            // refreshes continue: none is in progress if the observer had counted as many requests as the server then reports
            while (told < seen && System.nanoTime() < stop) {
                LockSupport.parkNanos(DELAY.toNanos() / 2);
                told = told(requests);
                seen = ehr.requests(Endpoint.TOKEN).size();
            }
            return line(third, (double) seen / told, seen, requests, callers);
        } finally {
            System.setProperties(before);
            // the cached Config still contains the previous settings
            ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
        }
    }

    private void set(Third third) {
        System.setProperty("safire.base-url", sandbox.fhirBase());
        System.setProperty("safire.client-id", "bench");
        System.setProperty("safire.client-type", "confidential-asymmetric");
        System.setProperty("safire.private-key", key.pem());
        System.setProperty("safire.kid", key.kid());
        System.setProperty("safire.scopes", "system/*.rs");
        if (third.answer != SLOW) {
            // a refresh must start early enough to leave time for a failure, and a read timeout must not consume all of
            // that time
            System.setProperty("safire.renew-ahead", "0.75");
            System.setProperty("safire.renew-jitter", "0.1");
            System.setProperty("safire.read-timeout", "PT0.5S");
        }
        if (!third.repeated) {
            System.setProperty(REPETITIONS, "0");
        }
    }

    /** Runs the callers. The first token is cached before the measurement starts. */
    private List<TokenCaller> called(SmartClients clients) {
        firstToken(clients.client());
        long end = System.nanoTime() + time.toNanos();
        List<TokenCaller> callers = Stream.generate(() -> new TokenCaller(clients.client(), end, 1_000L * LIFE))
                .limit(CALLERS)
                .toList();
        callers.forEach(Thread::start);
        for (TokenCaller caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        return callers;
    }

    /** Requests the first token. With a short read timeout, a busy machine may need more than one attempt. */
    private static void firstToken(SmartClient client) {
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

    private static int told(Requests requests) {
        return requests.done() + requests.failed() + requests.repetitions();
    }

    private static String line(Third third, double forEach, int seen, Requests requests, List<TokenCaller> callers) {
        Latencies latencies = new Latencies();
        Set<String> tokens = new HashSet<>();
        int expired = 0;
        int errors = 0;
        long waits = 0;
        int needless = 0;
        long lockWaits = 0;
        for (TokenCaller caller : callers) {
            latencies.addAll(caller.latencies);
            tokens.addAll(caller.tokens);
            expired += caller.expired;
            errors += caller.failures;
            waits += caller.waits + requests.by(caller);
            needless += caller.needlessWaits;
            lockWaits += caller.lockWaits;
        }
        return String.format(
                "%-28s | %9d | %6d | %7d | %8d | %30.2f | %6d | %7d | %6d | %5d | %16d | %16d | %17.1f | %6d | %6d | %8d | %6d",
                third.name,
                requests.done() - 1,
                requests.failed(),
                requests.repetitions(),
                seen,
                forEach,
                tokens.size(),
                expired,
                errors,
                waits,
                needless,
                lockWaits,
                latencies.count() / 1e6,
                latencies.share(0.5),
                latencies.share(0.99),
                latencies.share(0.999),
                latencies.most() / 1_000);
    }
}
