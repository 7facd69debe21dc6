package io.safire.tck;

import static io.safire.tck.support.Bench.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.NetworkException;
import io.safire.error.TokenException;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** One server that does not answer: what it costs its own callers, and that it costs those of others nothing. */
@ArquillianTest
public class ProtectionTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return backend(backend(backend(TckArchive.of(ProtectionTest.class), "crowded"), "healthy"), "dead")
                .set("crowded", "max-concurrent-requests", "2")
                .set("crowded", "connect-timeout", "PT1S")
                .set("crowded", "read-timeout", "PT30S")
                .set("dead", "breaker-failures", "3")
                .set("dead", "breaker-delay", "PT3S")
                .build();
    }

    @Test
    void fullServerIsNotWaitedForAndDelaysNoOther() throws Exception {
        SandboxServer crowded = fresh("crowded");
        SandboxServer healthy = fresh("healthy");
        SmartClient client = clients.client("crowded");
        client.backendToken();
        clients.client("healthy").backendToken();
        crowded.reset();
        Duration late = Duration.ofSeconds(6);
        crowded.next(
                Endpoint.TOKEN, Answer.normal().delay(late), Answer.normal().delay(late));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<TokenResponse>> slow =
                    List.of(threads.submit(() -> client.backendToken()), threads.submit(() -> client.backendToken()));
            untilAsked(crowded, 2);
            assertThat(healthyTakes(healthy)).isLessThan(late.dividedBy(2));
            long start = System.nanoTime();
            assertThatThrownBy(client::backendToken)
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("SAFIRE-1703 crowded")
                    .hasMessageContaining("safire.crowded.max-concurrent-requests");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(late.dividedBy(2));
            for (Future<TokenResponse> call : slow) {
                assertThat(call.get(SOON.toSeconds(), TimeUnit.SECONDS)
                                .accessToken()
                                .value())
                        .isNotBlank();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(crowded.requests(Endpoint.TOKEN)).as("nothing else was sent").hasSize(2);
        assertThat(client.backendToken().accessToken().value()).isNotBlank();
    }

    @Test
    void deadServerIsLeftAloneAndTriedByOneCall() {
        SandboxServer dead = fresh("dead");
        SmartClient client = clients.client("dead");
        client.metadata();
        Answer fault = Answer.status(500);
        Answer refusal = Answer.status(400);
        dead.next(
                Endpoint.TOKEN, refusal, refusal, refusal, refusal, fault, fault, refusal, fault, fault, fault, fault);
        for (int call = 0; call < 10; call++) {
            assertThatThrownBy(client::backendToken).isInstanceOf(TokenException.class);
        }
        for (int call = 0; call < 3; call++) {
            assertThatThrownBy(client::backendToken)
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("SAFIRE-1702 dead")
                    .hasMessageContaining("safire.dead.breaker-delay");
        }
        assertThat(dead.requests(Endpoint.TOKEN)).as("refusals do not count").hasSize(10);
        untilAsked(dead, 11, client);
        assertThatThrownBy(client::backendToken)
                .as("the call that tried has failed")
                .isInstanceOf(NetworkException.class);
        assertThat(dead.requests(Endpoint.TOKEN)).hasSize(11);
        untilAsked(dead, 12, client);
        assertThat(client.backendToken().accessToken().value()).isNotBlank();
        assertThat(dead.requests(Endpoint.TOKEN)).hasSize(13);
    }

    private Duration healthyTakes(SandboxServer healthy) {
        healthy.reset();
        long start = System.nanoTime();
        clients.client("healthy").backendToken();
        assertThat(healthy.requests(Endpoint.TOKEN)).hasSize(1);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void untilAsked(SandboxServer server, int times) {
        long end = System.nanoTime() + SOON.toNanos();
        while (server.requests(Endpoint.TOKEN).size() < times && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
        assertThat(server.requests(Endpoint.TOKEN)).hasSize(times);
    }

    /** Calls until a call goes through; those before fail at once. */
    private static void untilAsked(SandboxServer server, int times, SmartClient client) {
        long end = System.nanoTime() + SOON.toNanos();
        while (server.requests(Endpoint.TOKEN).size() < times && System.nanoTime() - end < 0) {
            try {
                client.backendToken();
            } catch (NetworkException | TokenException leftAlone) {
                Thread.onSpinWait();
            }
        }
        assertThat(server.requests(Endpoint.TOKEN)).hasSize(times);
    }

    private static TckArchive backend(TckArchive archive, String name) {
        return archive.server(name, "confidential-asymmetric")
                .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                .set(name, "kid", "ec-1")
                .set(name, "scopes", "system/*.rs");
    }
}
