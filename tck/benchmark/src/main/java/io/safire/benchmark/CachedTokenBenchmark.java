package io.safire.benchmark;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** A managed token that is there already, beside what no way to hold a token can do without: one field, one look at the clock. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@Threads(1)
public class CachedTokenBenchmark {

    private static final String USER = "user-1";

    private BenchmarkApplication application;
    private SmartClient client;
    private SmartClient injected;
    private ManagedTokens launch;
    private volatile Held held;

    /** What a careful application would hold. */
    private record Held(AccessToken token, long until) {}

    /**
     * Starts sandbox and container, and has a token of each kind.
     *
     * @throws IOException if the sandbox does not start
     */
    @Setup
    public void start() throws IOException {
        application = BenchmarkApplication.start("ES384");
        client = application.client();
        injected = application.injected();
        launch = client.userTokens().store(USER, signedIn(client.accessToken()));
        held = new Held(client.accessToken(), client.accessToken().expiresAt().toEpochMilli());
    }

    /** Stops both. */
    @TearDown
    public void stop() {
        application.close();
    }

    /**
     * The floor.
     *
     * @return the token
     */
    @Benchmark
    public AccessToken floor() {
        Held now = held;
        if (System.currentTimeMillis() < now.until) {
            return now.token;
        }
        throw new IllegalStateException("it has ended");
    }

    /**
     * The token of backend services.
     *
     * @return the token
     */
    @Benchmark
    public AccessToken backend() {
        return client.accessToken();
    }

    /**
     * The same by the injected client.
     *
     * @return the token
     */
    @Benchmark
    public AccessToken backendInjected() {
        return injected.accessToken();
    }

    /**
     * The token of a user who is signed in.
     *
     * @return the token
     */
    @Benchmark
    public AccessToken launch() {
        return launch.accessToken();
    }

    /**
     * The same, found by the user first.
     *
     * @return the token
     */
    @Benchmark
    public AccessToken launchFound() {
        return client.userTokens().find(USER).orElseThrow().accessToken();
    }

    private static TokenResponse signedIn(AccessToken token) {
        AccessToken another =
                new AccessToken(token.server(), "of-the-launch", Instant.now().plusSeconds(300), token.scopes());
        JsonObject members =
                Json.createObjectBuilder().add("refresh_token", "of-the-user").build();
        return new TokenResponse(token.server(), another, token.scopes(), members, JsonValue.EMPTY_JSON_OBJECT);
    }
}
