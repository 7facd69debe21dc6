package io.safire.tck;

import static io.safire.tck.support.Bench.answer;
import static io.safire.tck.support.Bench.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.SmartLaunches;
import io.safire.error.NetworkException;
import io.safire.error.TokenException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.LaunchRequest;
import io.safire.launch.StartedLaunch;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.managed.Herd;
import io.safire.tck.managed.Watch;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An unresponsive server: the limits that protect its callers, and the isolation of the callers of other servers. */
@Area("transport")
@ArquillianTest
public class ProtectionTest {

    /** Time for which the circuit breaker stays open. */
    private static final Duration DELAY = Duration.ofSeconds(2);

    @Inject
    SmartClients clients;

    @Inject
    SmartLaunches launches;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(ProtectionTest.class).with(Herd.class, Watch.class);
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
                .set("dead", "breaker-failures", "3")
                .set("dead", "breaker-delay", "PT1H")
                .set("reviving", "breaker-failures", "3")
                .set("reviving", "breaker-delay", DELAY.toString())
                .build();
    }

    @Test
    void fullServerIsNotWaitedForAndDelaysNoOther() {
        SandboxServer crowded = fresh("crowded");
        SandboxServer healthy = fresh("healthy");
        SmartClient client = clients.client("crowded");
        client.requestToken();
        clients.client("healthy").requestToken();
        crowded.reset();
        healthy.reset();
        crowded.next(Endpoint.TOKEN, Answer.normal().held(), Answer.normal().held());
        Herd slow = Herd.begun(2, () -> client.requestToken());
        untilAsked(crowded, 2);
        assertThat(clients.client("healthy").requestToken().accessToken().value())
                .isNotBlank();
        assertThat(healthy.requests(Endpoint.TOKEN)).hasSize(1);
        assertThatThrownBy(client::requestToken)
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("SAFIRE-1703 crowded")
                .hasMessageContaining("safire.crowded.max-concurrent-requests");
        assertThat(slow.ended()).as("both requests are still in flight").isZero();
        crowded.release();
        assertThat(slow.results()).hasOnlyElementsOfType(TokenResponse.class);
        assertThat(crowded.requests(Endpoint.TOKEN)).as("nothing else was sent").hasSize(2);
        assertThat(client.requestToken().accessToken().value()).isNotBlank();
    }

    @Test
    void launchOfAUserOutlastsTheCallbacksOfStrangers() {
        SandboxServer portal = fresh("portal");
        CookieJar user = new CookieJar();
        CookieJar stranger = new CookieJar();
        AuthorizationResponse response = answer(portal, begun(user));
        AuthorizationResponse junk =
                AuthorizationResponse.parse("code=junk&state=" + begun(stranger).state());
        portal.next(Endpoint.TOKEN, Answer.normal().held());
        Herd strangers = Herd.begun(1, () -> launches.complete(junk, stranger.cookies()));
        untilAsked(portal, 1);
        assertThatThrownBy(() -> launches.complete(response, user.cookies()))
                .isInstanceOfSatisfying(NetworkException.class, failure -> assertThat(failure.notSent())
                        .isTrue());
        portal.release();
        assertThat(strangers.results()).hasOnlyElementsOfType(TokenException.class);
        assertThat(launches.complete(response, user.cookies()).server()).isEqualTo("portal");
        assertThat(portal.requests(Endpoint.TOKEN)).hasSize(2);
    }

    private AuthorizationRequest begun(CookieJar browser) {
        StartedLaunch started = launches.begin(LaunchRequest.standalone("portal"));
        browser.receive(started.answer().header("Set-Cookie"));
        return started.request();
    }

    @Test
    void deadServerIsLeftAloneAndTriedByOneCall() {
        SandboxServer dead = fresh("dead");
        SmartClient client = clients.client("dead");
        client.metadata();
        Answer fault = Answer.status(500);
        Answer refusal = Answer.status(400);
        dead.next(Endpoint.TOKEN, refusal, refusal, refusal, refusal, fault, fault, refusal, fault, fault, fault);
        for (int call = 0; call < 10; call++) {
            assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
        }
        for (int call = 0; call < 3; call++) {
            assertThatThrownBy(client::requestToken)
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("SAFIRE-1702 dead")
                    .hasMessageContaining("safire.dead.breaker-delay");
        }
        assertThat(dead.requests(Endpoint.TOKEN)).as("HTTP 400 does not count as a failure of the server").hasSize(10);
        triesAgainAfterEachDelay();
    }

    /** Asserts minimum delays only, because a busy machine may take longer. */
    private void triesAgainAfterEachDelay() {
        SandboxServer reviving = fresh("reviving");
        SmartClient client = clients.client("reviving");
        client.metadata();
        Answer fault = Answer.status(500);
        reviving.next(Endpoint.TOKEN, fault, fault, fault, fault);
        for (int call = 0; call < 2; call++) {
            assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
        }
        long third = System.nanoTime();
        assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
        long trial = untilTried(reviving, 4, client);
        assertThat(Duration.ofNanos(System.nanoTime() - third)).isGreaterThanOrEqualTo(DELAY);
        untilTried(reviving, 5, client);
        assertThat(Duration.ofNanos(System.nanoTime() - trial))
                .as("the failed probe opens the circuit breaker again")
                .isGreaterThanOrEqualTo(DELAY);
        assertThat(client.requestToken().accessToken().value()).isNotBlank();
        assertThat(reviving.requests(Endpoint.TOKEN)).hasSize(6);
    }

    private static void untilAsked(SandboxServer server, int times) {
        Watch.until(() -> server.requests(Endpoint.TOKEN).size() >= times);
        assertThat(server.requests(Endpoint.TOKEN)).hasSize(times);
    }

    /** Calls until a request reaches the server; earlier calls fail fast. Returns the start time of the last call. */
    private static long untilTried(SandboxServer server, int times, SmartClient client) {
        AtomicLong begun = new AtomicLong();
        Watch.until(() -> {
            begun.set(System.nanoTime());
            try {
                client.requestToken();
            } catch (NetworkException | TokenException leftAlone) {
                // the loop condition tells whether the request reached the server
            }
            return server.requests(Endpoint.TOKEN).size() >= times;
        });
        assertThat(server.requests(Endpoint.TOKEN)).hasSize(times);
        return begun.get();
    }
}
