package io.safire.tck;

import static io.safire.tck.support.Bench.fresh;
import static io.safire.tck.support.Bench.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.managed.Callers;
import io.safire.tck.managed.Herd;
import io.safire.tck.managed.Traffic;
import io.safire.tck.managed.Watch;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Managed tokens of a client. The cached tokens outlive a test, so each test uses a server of its own. */
@Area("tokens")
@ArquillianTest
public class ManagedTokensTest {

    private static final int CALLERS = 500;
    private static final String JSON = "application/json";
    /** Read timeout for an unresponsive server: far above a normal response time, and less than half of the token lifetime. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /** Minimum age of a token that the client discards after a 401. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** Number of tokens to wait for. By then, at least one request has failed, because one in three fails. */
    private static final int TOKENS = 4;

    private static final Answer SLOW = Answer.normal().delay(Duration.ofMillis(200));
    /** Number of scripted series of three responses, more than the test needs. */
    private static final int THIRDS = 50;

    @Inject
    SmartClients clients;

    @Inject
    Traffic traffic;

    @Deployment
    static WebArchive application() {
        TckArchive archive =
                TckArchive.of(ManagedTokensTest.class).with(Callers.class, Herd.class, Traffic.class, Watch.class);
        for (String name : List.of(
                "herd", "refused", "outage", "each", "stale", "moment", "other", "zero", "short", "down", "silent",
                "cut")) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                    .set(name, "kid", "ec-1")
                    .set(name, "scopes", "system/*.rs");
        }
        // an early refresh leaves time for a failed attempt
        for (String name : List.of("down", "silent", "cut")) {
            archive.set(name, "renew-ahead", "0.75").set(name, "renew-jitter", "0.1");
        }
        return archive.set("silent", "read-timeout", SILENCE.toString()).build();
    }

    @Test
    void fiveHundredCallersWithoutATokenSendOneRequest() {
        SandboxServer ehr = fresh("herd");
        ehr.next(Endpoint.TOKEN, Answer.normal().held());
        SmartClient client = clients.client("herd");
        Set<Object> values = new HashSet<>(
                released(ehr, Herd.begun(CALLERS, () -> client.accessToken().value())));
        assertThat(values).hasSize(1);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(client.requestToken().accessToken().value()).isNotIn(values);
    }

    @Test
    void fiveHundredCallersGetTheErrorOfOneRequestEachAsTheirOwn() {
        SandboxServer ehr = fresh("refused");
        ehr.next(
                Endpoint.TOKEN,
                Answer.status(400).body(JSON, "{\"error\":\"invalid_scope\"}").held());
        SmartClient client = clients.client("refused");
        List<Object> thrown = released(ehr, Herd.begun(CALLERS, client::accessToken));
        assertThat(thrown).hasSize(CALLERS).doesNotHaveDuplicates().allSatisfy(failure -> assertThat(failure)
                .isInstanceOfSatisfying(TokenException.class, refusal -> assertThat(refusal.errorCode())
                        .contains("invalid_scope")));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(client.accessToken().value()).isNotBlank();
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
    }

    /** Otherwise each caller would block a thread of the application while the server does not respond. */
    @Test
    void oneCallerWaitsForAServerThatCouldNotBeReachedAndTheOthersAreToldAtOnce() {
        SandboxServer ehr = fresh("outage");
        SmartClient client = clients.client("outage");
        Answer down = Answer.status(503);
        ehr.next(Endpoint.TOKEN, down, down, down, Answer.normal().held());
        assertThatThrownBy(client::accessToken).isInstanceOf(TokenException.class);
        Herd herd = Herd.begun(CALLERS, client::accessToken);
        Watch.until(() -> herd.ended() == CALLERS - 1);
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
    void eachSetOfScopesHasItsToken() {
        SandboxServer ehr = fresh("each");
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
    void refusedTokenIsRenewedOnceHoweverManySaySo() {
        SandboxServer ehr = fresh("stale");
        SmartClient client = clients.client("stale");
        AccessToken refused = client.accessToken();
        Watch.until(() -> {
            client.resources().invalidate(refused);
            return !client.accessToken().equals(refused);
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
        AccessToken next = client.accessToken();
        Set<Object> values = new HashSet<>(Herd.of(CALLERS, () -> {
            client.resources().invalidate(refused);
            return client.accessToken().value();
        }));
        assertThat(values).containsExactly(next.value());
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
    }

    @Test
    void tokenThatCameAMomentAgoIsNotRenewedFor401() {
        SandboxServer ehr = fresh("moment");
        SmartClient client = clients.client("moment");
        Watch.until(() -> {
            int before = ehr.requests(Endpoint.TOKEN).size();
            long asked = System.nanoTime();
            AccessToken fresh = client.accessToken();
            client.resources().invalidate(fresh);
            if (since(asked).compareTo(MOMENT) >= 0) {
                // the machine was too slow for a valid result: discard the token and repeat
                giveUp(client, fresh);
                return false;
            }
            assertThat(client.accessToken()).isEqualTo(fresh);
            assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(before + 1);
            return true;
        });
    }

    @Test
    void tokenOfAnotherServerCannotBeInvalidated() {
        fresh("other");
        AccessToken own = clients.client("other").accessToken();
        AccessToken foreign = new AccessToken("herd", own.value(), own.expiresAt(), own.scopes());
        assertThatThrownBy(() -> clients.client("other").resources().invalidate(foreign))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("SAFIRE-0905 other");
        assertThat(clients.client("other").accessToken()).isEqualTo(own);
    }

    /** Runs in real time, because a test cannot set the clock of the runtime. */
    @Test
    void tokensAreRenewedAheadAndNobodyWaits() {
        try (Callers callers = calling("short", 4, SLOW)) {
            assertRenewed("short", callers);
            assertThat(traffic.inVain("short")).isZero();
            assertThat(server("short").requests(Endpoint.TOKEN)).hasSizeBetween(callers.tokens(), callers.tokens() + 1);
        }
    }

    @Test
    void nobodyNoticesThatEveryThirdRequestFails() {
        try (Callers down = calling("down", 4, Answer.status(503).delay(Duration.ofMillis(200)));
                Callers silent = calling("silent", 8, Answer.normal().held());
                Callers cut = calling("cut", 4, Answer.drop())) {
            assertRenewed("down", down);
            assertRenewed("silent", silent);
            assertRenewed("cut", cut);
        }
        for (String name : List.of("down", "silent", "cut")) {
            assertThat(traffic.inVain(name))
                    .as(name)
                    .isPositive()
                    .isGreaterThanOrEqualTo(
                            server(name).requests(Endpoint.TOKEN).size() / 3);
        }
    }

    @Test
    void tokenThatIsOverWhenItComesIsReadAsOneOfUnknownLife() {
        SandboxServer ehr = fresh("zero");
        ehr.tokenLifetime(0);
        SmartClient client = clients.client("zero");
        AccessToken token = client.accessToken();
        for (int call = 0; call < 100; call++) {
            assertThat(client.accessToken()).isEqualTo(token);
        }
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    /** Releases the response of one request when all callers wait for it, and returns their results. */
    private static List<Object> released(SandboxServer ehr, Herd herd) {
        Watch.until(() -> !ehr.requests(Endpoint.TOKEN).isEmpty());
        herd.untilAllWait();
        ehr.release();
        return herd.results();
    }

    private static void giveUp(SmartClient client, AccessToken token) {
        long now = System.nanoTime();
        Watch.until(() -> since(now).compareTo(MOMENT) > 0);
        client.resources().invalidate(token);
    }

    private static Duration since(long time) {
        return Duration.ofNanos(System.nanoTime() - time);
    }

    private Callers calling(String name, int life, Answer third) {
        SandboxServer ehr = fresh(name);
        ehr.tokenLifetime(life);
        for (int count = 0; count < THIRDS; count++) {
            ehr.next(Endpoint.TOKEN, SLOW, SLOW, third);
        }
        SmartClient client = clients.client(name);
        client.metadata();
        traffic.forget(name);
        return new Callers(client::accessToken, Duration.ofSeconds(life), traffic).begin(8);
    }

    /** Asserts timely refreshes. On a busy machine, callers may wait for a refresh that completes too late. */
    private void assertRenewed(String name, Callers callers) {
        Watch.until(() -> callers.sawAFault() || callers.tokens() >= TOKENS && callers.ahead() >= 2);
        callers.close();
        assertThat(callers.failures()).as(name).isEmpty();
        assertThat(callers.expired()).as(name).isZero();
        assertThat(callers.needlessWaits()).as(name).isZero();
        SandboxServer ehr = server(name);
        Watch.until(() -> !traffic.isUnderWay(name));
        assertThat(ehr.requests(Endpoint.TOKEN)).as(name).hasSize(traffic.renewed(name) + traffic.inVain(name));
        assertThat(traffic.renewed(name)).as(name).isBetween(callers.tokens(), callers.tokens() + 1);
    }
}
