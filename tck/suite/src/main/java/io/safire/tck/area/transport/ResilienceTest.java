package io.safire.tck.area.transport;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.NetworkException;
import io.safire.error.TokenException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.SharedApplication;
import io.safire.tck.managed.ConcurrentCallers;
import io.safire.tck.managed.Polling;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.TokenResponse;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.SmartLaunches;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Limits that protect the callers of an unresponsive server, and the isolation of the callers of other servers. */
@SharedApplication("transport")
@Tag("transport")
@ArquillianTest
public class ResilienceTest {

    /** Time for which the circuit breaker stays open. */
    private static final Duration BREAKER_DELAY = Duration.ofSeconds(2);

    @Inject
    SmartClients clients;

    @Inject
    SmartLaunches launches;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(ResilienceTest.class).with(ConcurrentCallers.class, Polling.class);
        for (String name : List.of("crowded", "healthy", "dead", "reviving")) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                    .set(name, "kid", "ec-1")
                    .set(name, "scopes", "system/*.rs");
        }
        return archive.set("crowded", "max-concurrent-requests", "2")
                .set("crowded", "connect-timeout", "PT1S")
                .server("portal", "public")
                .set("portal", "max-concurrent-requests", "1")
                .set("portal", "connect-timeout", "PT1S")
                .set("dead", "circuit-breaker.failures", "3")
                .set("dead", "circuit-breaker.delay", "PT1H")
                .set("reviving", "circuit-breaker.failures", "3")
                .set("reviving", "circuit-breaker.delay", BREAKER_DELAY.toString())
                .build();
    }

    @Test
    void failsFastAtConcurrencyLimitWithoutDelayingOthers() {
        SandboxServer crowded = resetServer("crowded");
        SandboxServer healthy = resetServer("healthy");
        SmartClient client = clients.client("crowded");
        client.requestToken();
        clients.client("healthy").requestToken();
        crowded.reset();
        healthy.reset();
        crowded.script(
                Endpoint.TOKEN,
                ScriptedResponse.normal().hold(),
                ScriptedResponse.normal().hold());
        ConcurrentCallers slow = ConcurrentCallers.startAll(2, () -> client.requestToken());
        awaitTokenRequests(crowded, 2);
        assertThat(clients.client("healthy").requestToken().accessToken().value())
                .isNotBlank();
        assertThat(healthy.requests(Endpoint.TOKEN)).hasSize(1);
        assertThatThrownBy(client::requestToken)
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("crowded")
                .hasMessageContaining("safire.crowded.max-concurrent-requests")
                .satisfies(saying("SAFIRE-1703 crowded"));
        assertThat(slow.completedCount())
                .as("both requests are still in flight")
                .isZero();
        crowded.release();
        assertThat(slow.results()).hasOnlyElementsOfType(TokenResponse.class);
        assertThat(crowded.requests(Endpoint.TOKEN)).as("nothing else was sent").hasSize(2);
        assertThat(client.requestToken().accessToken().value()).isNotBlank();
    }

    @Test
    void keepsPendingLaunchAtConcurrencyLimit() {
        SandboxServer portal = resetServer("portal");
        CookieJar user = new CookieJar();
        CookieJar stranger = new CookieJar();
        AuthorizationResponse response = authorize(portal, startLaunch(user));
        AuthorizationResponse junk = AuthorizationResponse.parse(
                "code=junk&state=" + startLaunch(stranger).state());
        portal.script(Endpoint.TOKEN, ScriptedResponse.normal().hold());
        ConcurrentCallers strangers = ConcurrentCallers.startAll(1, () -> launches.complete(junk, stranger.cookies()));
        awaitTokenRequests(portal, 1);
        assertThatThrownBy(() -> launches.complete(response, user.cookies()))
                .isInstanceOfSatisfying(NetworkException.class, failure -> assertThat(failure.notSent())
                        .isTrue());
        portal.release();
        assertThat(strangers.results()).hasOnlyElementsOfType(TokenException.class);
        assertThat(launches.complete(response, user.cookies()).server()).isEqualTo("portal");
        assertThat(portal.requests(Endpoint.TOKEN)).hasSize(2);
    }

    private AuthorizationRequest startLaunch(CookieJar browser) {
        LaunchRedirect started = launches.start(LaunchRequest.standalone("portal"));
        browser.receive(started.response().header("Set-Cookie"));
        return started.request();
    }

    @Test
    void opensCircuitBreakerAndProbesWithOneCall() {
        SandboxServer dead = resetServer("dead");
        SmartClient client = clients.client("dead");
        client.metadata();
        ScriptedResponse fault = ScriptedResponse.status(500);
        ScriptedResponse refusal = ScriptedResponse.status(400);
        dead.script(Endpoint.TOKEN, refusal, refusal, refusal, refusal, fault, fault, refusal, fault, fault, fault);
        for (int call = 0; call < 10; call++) {
            assertThatThrownBy(client::requestToken).as("call " + call).isInstanceOf(TokenException.class);
        }
        for (int call = 0; call < 3; call++) {
            assertThatThrownBy(client::requestToken)
                    .as("call " + call)
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("dead")
                    .hasMessageContaining("safire.dead.circuit-breaker.delay")
                    .satisfies(saying("SAFIRE-1702 dead"));
        }
        assertThat(dead.requests(Endpoint.TOKEN))
                .as("HTTP 400 does not count as a failure of the server")
                .hasSize(10);
        assertProbesAfterEachDelay();
    }

    /** Asserts minimum delays only, because a busy machine may take longer. */
    private void assertProbesAfterEachDelay() {
        SandboxServer reviving = resetServer("reviving");
        SmartClient client = clients.client("reviving");
        client.metadata();
        ScriptedResponse fault = ScriptedResponse.status(500);
        reviving.script(Endpoint.TOKEN, fault, fault, fault, fault);
        for (int call = 0; call < 2; call++) {
            assertThatThrownBy(client::requestToken).as("call " + call).isInstanceOf(TokenException.class);
        }
        long thirdFailure = System.nanoTime();
        assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
        long probe = awaitProbe(reviving, 4, client);
        assertThat(Duration.ofNanos(System.nanoTime() - thirdFailure)).isGreaterThanOrEqualTo(BREAKER_DELAY);
        awaitProbe(reviving, 5, client);
        assertThat(Duration.ofNanos(System.nanoTime() - probe))
                .as("the failed probe opens the circuit breaker again")
                .isGreaterThanOrEqualTo(BREAKER_DELAY);
        assertThat(client.requestToken().accessToken().value()).isNotBlank();
        assertThat(reviving.requests(Endpoint.TOKEN)).hasSize(6);
    }

    private static void awaitTokenRequests(SandboxServer server, int times) {
        Polling.until(() -> server.requests(Endpoint.TOKEN).size() >= times);
        assertThat(server.requests(Endpoint.TOKEN)).hasSize(times);
    }

    /**
     * Calls the client until a request reaches the server; earlier calls fail fast. Returns the start time of the call
     * that reached the server.
     */
    private static long awaitProbe(SandboxServer server, int times, SmartClient client) {
        AtomicLong startedAt = new AtomicLong();
        Polling.until(() -> {
            startedAt.set(System.nanoTime());
            try {
                client.requestToken();
            } catch (NetworkException | TokenException ignored) {
                // the loop condition tells whether the request reached the server
            }
            return server.requests(Endpoint.TOKEN).size() >= times;
        });
        assertThat(server.requests(Endpoint.TOKEN)).hasSize(times);
        return startedAt.get();
    }
}
