package io.safire.benchmark;

import io.safire.SmartClient;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Benchmark of a new client credentials token from a sandbox in a separate process. The benchmark compares a request of
 * the client with a request of hand-written code.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class NewTokenBenchmark {

    /** Signature algorithm of the client assertion. */
    @Param({"RS384", "ES384"})
    public String algorithm = "RS384";

    private BenchmarkApplication application;
    private SmartClient client;
    private HandWrittenTokenRequest byHand;

    /**
     * Starts the sandbox and the container.
     *
     * @throws IOException if the sandbox does not start
     */
    @Setup
    public void start() throws IOException {
        application = BenchmarkApplication.start(algorithm);
        client = application.client();
        byHand = new HandWrittenTokenRequest(
                client.metadata().tokenEndpoint().orElseThrow(), BenchmarkApplication.NAME, application.key());
    }

    /** Stops the sandbox and the container and removes the settings. */
    @TearDown
    public void stop() {
        application.close();
    }

    /** Requests a token with the library. */
    @Benchmark
    public String safire() {
        return client.requestToken().accessToken().value();
    }

    /**
     * Requests a token with hand-written code.
     *
     * @throws IOException if the server rejects the request
     */
    @Benchmark
    public String byHand() throws IOException {
        return byHand.send();
    }
}
