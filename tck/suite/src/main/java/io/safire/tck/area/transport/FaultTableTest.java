package io.safire.tck.area.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.SmartException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.fault.Fault;
import io.safire.tck.fault.FaultScenario;
import io.safire.tck.fault.FaultSuite;
import io.safire.tck.fault.FaultTable;
import io.safire.tck.fault.UnreachableTarget;
import io.safire.tck.managed.Polling;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TckContext;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Faults of servers and networks in every flow. Each call during a fault has the expected error or success, and the
 * next call without the fault succeeds. The class has its own application, because its {@code Retry/maxRetries} would apply to all
 * classes of the shared application.
 */
@Tag("transport")
@ArquillianTest
public class FaultTableTest {

    private static final String COUNTED_SERVER = "fault-counted";
    private static final int ROUNDS = 100;
    /** Number of threads that the runtime may start on its own. */
    private static final int THREAD_TOLERANCE = 20;

    private static final Scopes BACKEND = Scopes.of("system/*.rs");

    @Inject
    SmartClients clients;

    @Inject
    FaultSuite run;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(FaultTableTest.class)
                .withAuthority()
                .withPackageOf(FaultTable.class)
                .with(Polling.class)
                .set("Retry/maxRetries", "1")
                .set("Retry/delay", "10")
                .set("Retry/jitter", "5");
        for (Fault fault : FaultTable.all()) {
            add(archive, FaultTable.serverFor(fault));
            if (FaultTable.hangs(fault)) {
                archive.set(FaultTable.serverFor(fault), "read-timeout", "PT1S");
            }
            if (FaultTable.preventsConnection(fault)) {
                archive.set(FaultTable.serverFor(fault), "connect-timeout", "PT0.3S");
            }
        }
        add(archive, COUNTED_SERVER);
        return archive.build();
    }

    private static void add(TckArchive archive, String name) {
        archive.rawServer(name, "confidential-asymmetric")
                .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                .set(name, "kid", "ec-1")
                .set(name, "metadata-stale-if-error", "PT0S")
                .withoutMinimumMetadataLifetime(name)
                .set(name, "brand-bundle-limit", "1")
                .endpointHosts(name, sandbox -> Arrays.stream(UnreachableTarget.values())
                        .map(place -> place.url(sandbox)))
                .set(name, "trust-store.location", "classpath:sandbox-ca.pem");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/230", "smart-2.2.0/232", "smart-2.2.0/318"})
    void sendsNothingWithoutConnection() throws Exception {
        assertExpectedOutcomes("No connection");
    }

    @Test
    void reportsBrokenConnections() throws Exception {
        assertExpectedOutcomes("Broken connections");
    }

    @Test
    void endsHangingConnections() throws Exception {
        assertExpectedOutcomes(FaultTable.HANGING_CONNECTIONS);
    }

    @Test
    void toleratesWrongClocks() throws Exception {
        assertExpectedOutcomes("Clock skew");
    }

    @Test
    void reportsErrorStatuses() throws Exception {
        assertExpectedOutcomes("Statuses");
    }

    @Test
    void handlesRedirects() throws Exception {
        assertExpectedOutcomes("Redirects");
    }

    @Test
    @Assertion(id = "smart-2.2.0/29")
    void rejectsUnusableBodies() throws Exception {
        assertExpectedOutcomes("Unusable bodies");
    }

    @Test
    void toleratesOddResponses() throws Exception {
        assertExpectedOutcomes("Tolerated deviations");
    }

    @Test
    void leaksNoConnectionsOrThreadsAfterFaults() {
        SmartClient client = clients.client(COUNTED_SERVER);
        SandboxServer ehr = TckContext.sandbox().openRaw(COUNTED_SERVER);
        List<ScriptedResponse> faults = new ArrayList<>();
        for (String title : List.of("Broken connections", "Statuses", "Unusable bodies")) {
            FaultTable.group(title).stream()
                    .map(Fault::cause)
                    .filter(Fault.ScriptedFault.class::isInstance)
                    .forEach(cause -> faults.add(((Fault.ScriptedFault) cause).response()));
        }
        callWithFault(client, ehr, faults.get(0));
        int threads = countThreads();
        for (int round = 0; round < ROUNDS; round++) {
            callWithFault(client, ehr, faults.get(round % faults.size()));
        }
        Polling.until(() -> ehr.openConnections() <= FaultScenario.MAX_IDLE_CONNECTIONS);
        Polling.until(() -> countThreads() <= threads + THREAD_TOLERANCE);
    }

    private static void callWithFault(SmartClient client, SandboxServer ehr, ScriptedResponse response) {
        ehr.reset();
        ehr.script(Endpoint.TOKEN, response, response);
        try {
            client.requestToken(BACKEND);
        } catch (SmartException expected) {
            assertThat(expected.server()).isEqualTo(Optional.of(COUNTED_SERVER));
        }
        ehr.reset();
        assertThat(client.requestToken(BACKEND).accessToken().value()).isNotBlank();
    }

    /** Counts the threads except those of the sandbox, which may run in the same process. */
    private static int countThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("safire-sandbox"))
                .count();
    }

    private void assertExpectedOutcomes(String group) throws Exception {
        assertThat(FaultTable.group(group)).isNotEmpty();
        assertThat(run.deviations(group)).isEmpty();
    }
}
