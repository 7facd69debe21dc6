package io.safire.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.SmartException;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.fault.Fault;
import io.safire.tck.fault.FaultBench;
import io.safire.tck.fault.FaultRun;
import io.safire.tck.fault.FaultTable;
import io.safire.tck.fault.Place;
import io.safire.tck.managed.Watch;
import io.safire.tck.support.Bench;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Faults of servers and networks in every flow. Each call has the expected error or success, and the next call succeeds. The class
 * has no area, because its {@code Retry/maxRetries} would apply to all classes of the area.
 */
@ArquillianTest
public class FaultTableTest {

    private static final String COUNTED = "fault-counted";
    private static final int ROUNDS = 100;
    /** Number of threads that the runtime may start on its own. */
    private static final int OTHER_THREADS = 20;

    private static final Scopes BACKEND = Scopes.of("system/*.rs");

    @Inject
    SmartClients clients;

    @Inject
    FaultRun run;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(FaultTableTest.class)
                .withAuthority()
                .withPackageOf(FaultTable.class)
                .with(Watch.class)
                .set("Retry/maxRetries", "1")
                .set("Retry/delay", "10")
                .set("Retry/jitter", "5");
        for (Fault fault : FaultTable.all()) {
            add(archive, FaultTable.server(fault));
            if (FaultTable.hangs(fault)) {
                archive.set(FaultTable.server(fault), "read-timeout", "PT1S");
            }
        }
        add(archive, COUNTED);
        return archive.build();
    }

    private static void add(TckArchive archive, String name) {
        archive.rawServer(name, "confidential-asymmetric")
                .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                .set(name, "kid", "ec-1")
                .set(name, "metadata-stale-if-error", "PT0S")
                .set(name, "brand-bundle-limit", "1")
                .endpointHosts(name, sandbox -> Arrays.stream(Place.values()).map(place -> place.address(sandbox)))
                .set(name, "trust-store.location", "classpath:sandbox-ca.pem");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "safire-0.4/23"})
    void withoutAConnectionNothingIsSent() throws Exception {
        asExpected("No connection");
    }

    @Test
    @Assertion(id = "safire-0.4/23")
    void connectionsThatBreak() throws Exception {
        asExpected("Connections that break");
    }

    @Test
    @Assertion(id = "safire-0.4/97")
    void connectionsThatHang() throws Exception {
        asExpected(FaultTable.HANGING);
    }

    @Test
    void clocksThatAreWrong() throws Exception {
        asExpected("Clocks");
    }

    @Test
    @Assertion(id = {"safire-0.4/52", "safire-0.4/64"})
    void statusesThatRefuse() throws Exception {
        asExpected("Statuses");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "safire-0.4/22", "safire-0.4/99"})
    void redirects() throws Exception {
        asExpected("Redirects");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/29", "safire-0.4/53"})
    void bodiesOfNoUse() throws Exception {
        asExpected("Bodies of no use");
    }

    @Test
    @Assertion(id = "safire-0.4/93")
    void odditiesThatAreUnderstood() throws Exception {
        asExpected("Oddities");
    }

    @Test
    void aHundredFaultsLeaveNeitherConnectionsNorThreads() {
        SmartClient client = clients.client(COUNTED);
        SandboxServer ehr = Bench.sandbox().openRaw(COUNTED);
        List<Answer> faults = new ArrayList<>();
        for (String title : List.of("Connections that break", "Statuses", "Bodies of no use")) {
            FaultTable.group(title).stream()
                    .map(Fault::cause)
                    .filter(Fault.Answered.class::isInstance)
                    .forEach(cause -> faults.add(((Fault.Answered) cause).answer()));
        }
        faulty(client, ehr, faults.get(0));
        int threads = threads();
        for (int round = 0; round < ROUNDS; round++) {
            faulty(client, ehr, faults.get(round % faults.size()));
        }
        Watch.until(() -> ehr.connections() <= FaultBench.KEPT_ALIVE);
        Watch.until(() -> threads() <= threads + OTHER_THREADS);
    }

    private static void faulty(SmartClient client, SandboxServer ehr, Answer answer) {
        ehr.reset();
        ehr.next(Endpoint.TOKEN, answer, answer);
        try {
            client.requestToken(BACKEND);
        } catch (SmartException expected) {
            assertThat(expected.server()).isEqualTo(Optional.of(COUNTED));
        }
        ehr.reset();
        assertThat(client.requestToken(BACKEND).accessToken().value()).isNotBlank();
    }

    /** Counts the threads except those of the sandbox, which may run in the same process. */
    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("safire-sandbox"))
                .count();
    }

    private void asExpected(String group) throws Exception {
        assertThat(FaultTable.group(group)).isNotEmpty();
        assertThat(run.deviations(group)).isEmpty();
    }
}
