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
 * What callers see of renewals: eight threads ask for a token all the time, tokens live for two seconds, the server takes
 * 200 ms, and every third request may fail. The argument is the time of each line in seconds, 60 if there is none.
 */
public final class Renewal {

    private static final Logger LOG = System.getLogger(Renewal.class.getName());
    private static final int CALLERS = 8;
    private static final int LIFE = 2;
    private static final Duration DELAY = Duration.ofMillis(200);
    private static final Answer SLOW = Answer.normal().delay(DELAY);
    /** With a token each tenth of a second, enough for more than a minute. */
    private static final int THIRDS = 300;

    private static final String REPETITIONS = "io.safire.impl.cdi.RepeatableCalls/whenPassing/Retry/maxRetries";
    private static final String TITLE =
            "renewals                     | renewed | failed | repeated | requests | for each renewal"
                    + " and repetition | tokens | expired | errors | waits | with a token | waits for a lock | calls in millions"
                    + " | p50 ns | p99 ns | p99.9 ns | max us";

    private final SandboxProcess sandbox;
    private final BenchmarkKey key;
    private final Duration time;

    /**
     * What happens to every third request.
     *
     * @param answer what the server does
     * @param repeated whether a request that failed is sent again before its renewal has failed
     */
    record Third(String name, Answer answer, boolean repeated) {

        static final Third SOUND = new Third("nothing fails", SLOW, true);

        static Stream<Third> all() {
            return Stream.concat(Stream.of(SOUND), Stream.of(false, true).flatMap(Third::failing));
        }

        private static Stream<Third> failing(boolean repeated) {
            String what = repeated ? "every third request " : "every third renewal ";
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
     * Tells the table.
     *
     * @param arguments the time of each line in seconds
     * @throws IOException if the sandbox does not start
     */
    public static void main(String[] arguments) throws IOException {
        long seconds = arguments.length == 0 ? 60 : Long.parseLong(arguments[0]);
        table(Duration.ofSeconds(seconds), Third.all().toList(), line -> LOG.log(Level.INFO, line));
    }

    /** Tells each line as soon as it is there. */
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
            // renewals go on: one may be under way, but not when as many were told of before as were seen then
            while (told < seen && System.nanoTime() < stop) {
                LockSupport.parkNanos(DELAY.toNanos() / 2);
                told = told(requests);
                seen = ehr.requests(Endpoint.TOKEN).size();
            }
            return line(third, (double) seen / told, seen, requests, callers);
        } finally {
            System.setProperties(before);
            // it knows the settings of before
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
            // a renewal has to begin so early that there is time for a failure, and a silent server must not take it
            // all
            System.setProperty("safire.renew-ahead", "0.75");
            System.setProperty("safire.renew-jitter", "0.1");
            System.setProperty("safire.read-timeout", "PT0.5S");
        }
        if (!third.repeated) {
            System.setProperty(REPETITIONS, "0");
        }
    }

    /** The first token is there before anybody counts. */
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

    /** Where a read timeout is short, a busy machine may need more than one attempt. */
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
                "%-28s | %7d | %6d | %8d | %8d | %31.2f | %6d | %7d | %6d | %5d | %12d | %16d | %17.1f | %6d | %6d | %8d | %6d",
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
