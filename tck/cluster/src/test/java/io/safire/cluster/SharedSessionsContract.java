package io.safire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Tests of sessions that all nodes use at the same time, at a server that ends a session when it receives a refresh token twice.
 * No refresh token may be sent twice, no session may be lost, and no expired token may be returned. The properties
 * {@code cluster.*} of the module set the number of nodes, sessions, refreshes and kills.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedSessionsContract {

    private static final Logger LOG = System.getLogger(SharedSessionsContract.class.getName());
    private static final int TOKEN_LIFETIME_SECONDS = 4;
    private static final String SIGNED_OUT = "SignInRequiredException SAFIRE-1513 ehr";

    private final String store;
    private final TestEhr hospital = new TestEhr(TOKEN_LIFETIME_SECONDS);
    private TestDatabase database;
    private Cluster cluster;

    SharedSessionsContract(String store) {
        this.store = store;
    }

    @BeforeAll
    void start() {
        database = TestDatabase.start();
        cluster = Cluster.start(store, database.url(), hospital.settings(), Cluster.intProperty("cluster.nodes"));
    }

    @AfterAll
    void stop() {
        cluster.close();
        database.close();
        hospital.close();
    }

    @Test
    void keepsAllSessions() {
        SimulatedUsers users = users("working");
        users.awaitRefreshes(Cluster.intProperty("cluster.expiries"));
        users.stop();
        assertThat(users.lostSessions()).isEmpty();
        assertThat(users.errors()).isEmpty();
        assertNoOtherFailures(users);
    }

    @Test
    void reusesRefreshTokenWithoutVersionComparison() {
        cluster.nodes().forEach(node -> node.skipComparison(true));
        try {
            users("careless").awaitTokenReuse();
        } finally {
            cluster.nodes().forEach(node -> node.skipComparison(false));
        }
    }

    @Test
    void losesSessionOnlyIfRefreshingNodeIsKilled() {
        SimulatedUsers users = users("killed");
        users.awaitRefreshes(Cluster.intProperty("cluster.sessions"));
        for (int kill = 0; kill < Cluster.intProperty("cluster.kills"); kill++) {
            users.killNode();
        }
        users.awaitRefreshes(Cluster.intProperty("cluster.expiries"));
        users.stop();
        users.lostSessions().forEach(users::assertLostWithKilledNode);
        users.assertOthersStoredByLiveNodes();
        assertNoOtherFailures(users);
    }

    /** The node that signs the user out has cached the first tokens, while another node has refreshed them. */
    @Test
    void signOutRevokesTokensOfOtherNode() {
        String subject = store + "-signed-out";
        NodeProcess here = cluster.node(0);
        NodeProcess elsewhere = cluster.node(1);
        hospital.signIn(here, subject);
        Eventually.until(() -> {
            elsewhere.accessToken(subject);
            return hospital.tokenFamily(subject).refreshes() > 0;
        });
        Eventually.until(() -> elsewhere.introspect(subject).equals("true"));
        assertThat(here.signOut(subject)).startsWith("findings ");
        assertThat(here.introspect(subject)).isEqualTo("nothing");
        assertThat(elsewhere.introspect(subject)).isIn("false", SIGNED_OUT);
        Eventually.until(() -> List.of(SIGNED_OUT, "nothing").contains(elsewhere.introspect(subject)));
    }

    TestDatabase database() {
        return database;
    }

    SimulatedUsers users(String name) {
        return new SimulatedUsers(hospital, cluster, store + "-" + name);
    }

    static void assertNoOtherFailures(SimulatedUsers users) {
        LOG.log(Level.INFO, users.summary());
        users.assertNoOtherFailures();
    }
}
