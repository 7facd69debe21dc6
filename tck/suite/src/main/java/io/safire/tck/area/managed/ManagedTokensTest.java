package io.safire.tck.area.managed;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.managed.ConcurrentCallers;
import io.safire.tck.managed.Polling;
import io.safire.tck.managed.RepeatingCallers;
import io.safire.tck.managed.TokenRequestCounter;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Managed tokens of a client. The cached tokens outlive a test, so each test uses a server of its own. */
@SharedApplication("tokens")
@Tag("managed")
@ArquillianTest
public class ManagedTokensTest {

    private static final int CALLERS = 500;
    private static final String JSON = "application/json";
    /** Read timeout for an unresponsive server: far above a normal response time, and less than half of the token lifetime. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

    /** Minimum age of a token that the client discards after a 401. */
    private static final Duration MIN_AGE = Duration.ofSeconds(1);

    /**
     * Number of tokens to wait for. Because one in three requests fails, at least one request has failed when the test
     * has received this number of tokens.
     */
    private static final int MIN_TOKENS = 4;

    private static final ScriptedResponse SLOW_RESPONSE =
            ScriptedResponse.normal().delay(Duration.ofMillis(200));
    /** Number of scripted series of three responses, more than the test needs. */
    private static final int SCRIPTED_ROUNDS = 50;

    @Inject
    SmartClients clients;

    @Inject
    TokenRequestCounter traffic;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(ManagedTokensTest.class)
                .with(RepeatingCallers.class, ConcurrentCallers.class, TokenRequestCounter.class, Polling.class);
        for (String name : List.of(
                "herd",
                "refused",
                "outage",
                "each",
                "stale",
                "moment",
                "other",
                "zero",
                "short",
                "down",
                "silent",
                "cut",
                "async",
                "async-refused")) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                    .set(name, "kid", "ec-1")
                    .set(name, "scopes", "system/*.rs");
        }
        // an early refresh leaves time for a failed attempt
        for (String name : List.of("down", "silent", "cut")) {
            archive.set(name, "refresh-ahead", "0.75").set(name, "refresh-jitter", "0.1");
        }
        return archive.set("silent", "read-timeout", READ_TIMEOUT.toString()).build();
    }

    @Test
    void sendsOneTokenRequestForConcurrentCallers() {
        SandboxServer ehr = resetServer("herd");
        ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().hold());
        SmartClient client = clients.client("herd");
        Set<Object> values =
                new HashSet<>(releaseResponse(ehr, ConcurrentCallers.startAll(CALLERS, () -> client.accessToken()
                        .value())));
        assertThat(values).hasSize(1);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(client.requestToken().accessToken().value()).isNotIn(values);
    }

    @Test
    void throwsSeparateExceptionForEachConcurrentCaller() {
        SandboxServer ehr = resetServer("refused");
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(400)
                        .body(JSON, "{\"error\":\"invalid_scope\"}")
                        .hold());
        SmartClient client = clients.client("refused");
        List<Object> thrown = releaseResponse(ehr, ConcurrentCallers.startAll(CALLERS, client::accessToken));
        assertThat(thrown).hasSize(CALLERS).doesNotHaveDuplicates().allSatisfy(failure -> assertThat(failure)
                .isInstanceOfSatisfying(TokenException.class, rejection -> assertThat(rejection.errorCode())
                        .contains("invalid_scope")));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(client.accessToken().value()).isNotBlank();
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
    }

    /** The stage depends on the settings of the application, so its thread must have the class loader of the application. */
    @Test
    void completesStageOnThreadOfApplication() {
        SandboxServer ehr = resetServer("async");
        ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().hold());
        SmartClient client = clients.client("async");
        CompletableFuture<AccessToken> stage = client.accessTokenAsync().toCompletableFuture();
        CompletableFuture<String> kid =
                stage.thenApply(token -> ConfigProvider.getConfig().getValue("safire.async.kid", String.class));
        client.accessTokenAsync().toCompletableFuture().cancel(false);
        Polling.until(() -> ehr.requests(Endpoint.TOKEN).size() == 1);
        assertThat(stage).isNotDone();
        ehr.release();
        assertThat(kid.join()).isEqualTo("ec-1");
        assertThat(client.accessTokenAsync()).isCompletedWithValue(stage.join());
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void failsStageWithTokenException() {
        SandboxServer ehr = resetServer("async-refused");
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(400).body(JSON, "{\"error\":\"invalid_scope\"}"));
        SmartClient client = clients.client("async-refused");
        assertThatThrownBy(() -> client.accessTokenAsync().toCompletableFuture().join())
                .cause()
                .isInstanceOfSatisfying(TokenException.class, rejection -> assertThat(rejection.errorCode())
                        .contains("invalid_scope"));
        assertThat(client.accessTokenAsync().toCompletableFuture().join().value())
                .isNotBlank();
    }

    /** Without failing fast, each caller would block a thread of the application while the server does not respond. */
    @Test
    void failsFastForOtherCallersDuringOutage() {
        SandboxServer ehr = resetServer("outage");
        SmartClient client = clients.client("outage");
        ScriptedResponse down = ScriptedResponse.status(503);
        ehr.script(Endpoint.TOKEN, down, down, down, ScriptedResponse.normal().hold());
        assertThatThrownBy(client::accessToken).isInstanceOf(TokenException.class);
        ConcurrentCallers herd = ConcurrentCallers.startAll(CALLERS, client::accessToken);
        Polling.until(() -> herd.completedCount() == CALLERS - 1);
        ehr.release();
        List<Object> results = herd.results();
        assertThat(results).hasAtLeastOneElementOfType(AccessToken.class);
        assertThat(results)
                .filteredOn(TokenException.class::isInstance)
                .hasSize(CALLERS - 1)
                .doesNotHaveDuplicates();
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(4);
        assertThat(client.accessToken()).isIn(results);
    }

    @Test
    void cachesOneTokenPerScopeSet() {
        SandboxServer ehr = resetServer("each");
        SmartClient client = clients.client("each");
        Scopes patients = Scopes.of("system/Patient.rs");
        AccessToken all = client.accessToken();
        AccessToken some = client.accessToken(patients);
        assertThat(some.value()).isNotEqualTo(all.value());
        assertThat(some.scopes()).isEqualTo(patients);
        assertThat(client.accessToken()).isEqualTo(all);
        assertThat(client.accessToken(Scopes.of("system/*.rs"))).isEqualTo(all);
        assertThat(client.accessToken(Scopes.of("system/Patient.rs"))).isEqualTo(some);
        assertThat(ehr.requests(Endpoint.TOKEN))
                .extracting(request -> request.parameter("scope"))
                .containsExactly("system/*.rs", "system/Patient.rs");
    }

    @Test
    void refreshesOnceForManyRejections() {
        SandboxServer ehr = resetServer("stale");
        SmartClient client = clients.client("stale");
        AccessToken rejected = client.accessToken();
        Polling.until(() -> {
            client.resources().invalidate(rejected);
            return !client.accessToken().equals(rejected);
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
        AccessToken next = client.accessToken();
        Set<Object> values = new HashSet<>(ConcurrentCallers.call(CALLERS, () -> {
            client.resources().invalidate(rejected);
            return client.accessToken().value();
        }));
        assertThat(values).containsExactly(next.value());
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
    }

    @Test
    void keepsNewTokenAfter401() {
        SandboxServer ehr = resetServer("moment");
        SmartClient client = clients.client("moment");
        Polling.until(() -> {
            int before = ehr.requests(Endpoint.TOKEN).size();
            long requestedAt = System.nanoTime();
            AccessToken fresh = client.accessToken();
            client.resources().invalidate(fresh);
            if (elapsedSince(requestedAt).compareTo(MIN_AGE) >= 0) {
                // the machine was too slow for a valid result: discard the token and repeat
                discard(client, fresh);
                return false;
            }
            assertThat(client.accessToken()).isEqualTo(fresh);
            assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(before + 1);
            return true;
        });
    }

    @Test
    void rejectsInvalidationOfForeignToken() {
        resetServer("other");
        AccessToken own = clients.client("other").accessToken();
        AccessToken foreign = new AccessToken("herd", own.value(), own.expiresAt(), own.scopes());
        assertThatThrownBy(() -> clients.client("other").resources().invalidate(foreign))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("other")
                .satisfies(saying("SAFIRE-0905 other"));
        assertThat(clients.client("other").accessToken()).isEqualTo(own);
    }

    /** Runs in real time, because a test cannot set the clock of the runtime. */
    @Test
    @Assertion(id = "smart-2.2.0/263")
    void refreshesAheadWithoutBlockingCallers() {
        try (RepeatingCallers callers = startCallers("short", 4, SLOW_RESPONSE)) {
            assertRefreshedAhead("short", callers);
            assertThat(traffic.failedAttempts("short")).isZero();
            assertThat(server("short").requests(Endpoint.TOKEN)).hasSizeBetween(callers.tokens(), callers.tokens() + 1);
        }
    }

    @Test
    void hidesFailedRefreshesFromCallers() {
        try (RepeatingCallers down =
                        startCallers("down", 4, ScriptedResponse.status(503).delay(Duration.ofMillis(200)));
                RepeatingCallers silent =
                        startCallers("silent", 8, ScriptedResponse.normal().hold());
                RepeatingCallers cut = startCallers("cut", 4, ScriptedResponse.drop())) {
            assertRefreshedAhead("down", down);
            assertRefreshedAhead("silent", silent);
            assertRefreshedAhead("cut", cut);
        }
        for (String name : List.of("down", "silent", "cut")) {
            assertThat(traffic.failedAttempts(name))
                    .as(name)
                    .isPositive()
                    .isGreaterThanOrEqualTo(
                            server(name).requests(Endpoint.TOKEN).size() / 3);
        }
    }

    @Test
    void usesDefaultLifetimeForExpiredNewToken() {
        SandboxServer ehr = resetServer("zero");
        ehr.setTokenLifetime(0);
        SmartClient client = clients.client("zero");
        AccessToken token = client.accessToken();
        for (int call = 0; call < 100; call++) {
            assertThat(client.accessToken()).as("call " + call).isEqualTo(token);
        }
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    /**
     * Releases the response of one request when all callers are waiting for it, and returns the results of the callers.
     */
    private static List<Object> releaseResponse(SandboxServer ehr, ConcurrentCallers herd) {
        Polling.until(() -> !ehr.requests(Endpoint.TOKEN).isEmpty());
        herd.awaitAllWaiting();
        ehr.release();
        return herd.results();
    }

    private static void discard(SmartClient client, AccessToken token) {
        long now = System.nanoTime();
        Polling.until(() -> elapsedSince(now).compareTo(MIN_AGE) > 0);
        client.resources().invalidate(token);
    }

    private static Duration elapsedSince(long time) {
        return Duration.ofNanos(System.nanoTime() - time);
    }

    private RepeatingCallers startCallers(String name, int lifetimeSeconds, ScriptedResponse thirdResponse) {
        SandboxServer ehr = resetServer(name);
        ehr.setTokenLifetime(lifetimeSeconds);
        for (int count = 0; count < SCRIPTED_ROUNDS; count++) {
            ehr.script(Endpoint.TOKEN, SLOW_RESPONSE, SLOW_RESPONSE, thirdResponse);
        }
        SmartClient client = clients.client(name);
        client.metadata();
        traffic.reset(name);
        return new RepeatingCallers(client::accessToken, Duration.ofSeconds(lifetimeSeconds), traffic).start(8);
    }

    /** Asserts timely refreshes. On a busy machine, callers may wait for a refresh that completes too late. */
    private void assertRefreshedAhead(String name, RepeatingCallers callers) {
        Polling.until(() -> callers.hasFailure() || callers.tokens() >= MIN_TOKENS && callers.refreshedAhead() >= 2);
        callers.close();
        assertThat(callers.failures()).as(name).isEmpty();
        assertThat(callers.expired()).as(name).isZero();
        assertThat(callers.needlessWaits()).as(name).isZero();
        SandboxServer ehr = server(name);
        Polling.until(() -> !traffic.isInFlight(name));
        assertThat(ehr.requests(Endpoint.TOKEN))
                .as(name)
                .hasSize(traffic.succeeded(name) + traffic.failedAttempts(name));
        assertThat(traffic.succeeded(name)).as(name).isBetween(callers.tokens(), callers.tokens() + 1);
    }
}
