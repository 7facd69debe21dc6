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

/**
 * Benchmark of a cached managed token. The baseline is the minimum cost of any token cache: one volatile field and one
 * read of the clock.
 */
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
    private ManagedTokens userToken;
    private volatile HeldToken baselineToken;

    /** A token and its expiration time, as an application without the library would cache them. */
    private record HeldToken(AccessToken token, long expiresAtMillis) {}

    /**
     * Starts the sandbox and the container and caches a token of each kind.
     *
     * @throws IOException if the sandbox does not start
     */
    @Setup
    public void start() throws IOException {
        application = BenchmarkApplication.start("ES384");
        client = application.client();
        injected = application.injectedClient();
        userToken = client.userTokens().store(USER, userTokenResponse(client.accessToken()));
        baselineToken = new HeldToken(
                client.accessToken(), client.accessToken().expiresAt().toEpochMilli());
    }

    /** Stops the sandbox and the container. */
    @TearDown
    public void stop() {
        application.close();
    }

    /** Returns the token of the baseline. */
    @Benchmark
    public AccessToken baseline() {
        HeldToken current = baselineToken;
        if (System.currentTimeMillis() < current.expiresAtMillis) {
            return current.token;
        }
        throw new IllegalStateException("The token has expired");
    }

    /** Returns the token of the backend service. */
    @Benchmark
    public AccessToken clientCredentialsToken() {
        return client.accessToken();
    }

    /** Returns the token of the backend service through the injected client. */
    @Benchmark
    public AccessToken injectedClientCredentialsToken() {
        return injected.accessToken();
    }

    /** Returns the token of a signed-in user. */
    @Benchmark
    public AccessToken userToken() {
        return userToken.accessToken();
    }

    /** Finds the tokens of a signed-in user and returns the access token. */
    @Benchmark
    public AccessToken findUserToken() {
        return client.userTokens().find(USER).orElseThrow().accessToken();
    }

    private static TokenResponse userTokenResponse(AccessToken token) {
        AccessToken userToken =
                new AccessToken(token.server(), "of-the-launch", Instant.now().plusSeconds(300), token.scopes());
        JsonObject members =
                Json.createObjectBuilder().add("refresh_token", "of-the-user").build();
        return TokenResponse.of(token.server(), userToken, token.scopes(), members, JsonValue.EMPTY_JSON_OBJECT);
    }
}
