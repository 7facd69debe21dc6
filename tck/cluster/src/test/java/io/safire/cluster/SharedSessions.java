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
abstract class SharedSessions {

    private static final Logger LOG = System.getLogger(SharedSessions.class.getName());
    private static final int LIFE = 4;
    private static final String SIGNED_OUT = "ValidationException SAFIRE-1513 ehr";

    private final String store;
    private final Hospital hospital = new Hospital(LIFE);
    private Database database;
    private Cluster cluster;

    SharedSessions(String store) {
        this.store = store;
    }

    @BeforeAll
    void start() {
        database = Database.start();
        cluster = Cluster.start(store, database.url(), hospital.settings(), Cluster.number("cluster.nodes"));
    }

    @AfterAll
    void stop() {
        cluster.close();
        database.close();
        hospital.close();
    }

    @Test
    void noSessionIsLost() {
        Users users = users("working");
        users.expire(Cluster.number("cluster.expiries"));
        users.stop();
        assertThat(users.lost()).isEmpty();
        assertThat(users.errors()).isEmpty();
        check(users);
    }

    @Test
    void refreshTokenComesTwiceWhereTheStoreDoesNotCompare() {
        cluster.nodes().forEach(node -> node.careless(true));
        try {
            users("careless").waitForAReuse();
        } finally {
            cluster.nodes().forEach(node -> node.careless(false));
        }
    }

    @Test
    void sessionIsLostOnlyWithANodeThatHadSentItsRefreshToken() {
        Users users = users("killed");
        users.expire(Cluster.number("cluster.sessions"));
        for (int kill = 0; kill < Cluster.number("cluster.kills"); kill++) {
            users.killANode();
        }
        users.expire(Cluster.number("cluster.expiries"));
        users.stop();
        users.lost().forEach(users::lostWithANode);
        users.othersGoOnElsewhere();
        check(users);
    }

    /** The node that signs the user out has cached the first tokens, while another node has refreshed them. */
    @Test
    void signOutRevokesTheTokensOfAnotherNode() {
        String subject = store + "-signed-out";
        NodeProcess here = cluster.node(0);
        NodeProcess elsewhere = cluster.node(1);
        hospital.signIn(here, subject);
        Eventually.until(() -> {
            elsewhere.call(subject);
            return hospital.family(subject).renewals() > 0;
        });
        Eventually.until(() -> elsewhere.active(subject).equals("true"));
        assertThat(here.signOut(subject)).startsWith("findings ");
        assertThat(here.active(subject)).isEqualTo("nothing");
        assertThat(elsewhere.active(subject)).isIn("false", SIGNED_OUT);
        Eventually.until(() -> List.of(SIGNED_OUT, "nothing").contains(elsewhere.active(subject)));
    }

    Database database() {
        return database;
    }

    Users users(String name) {
        return new Users(hospital, cluster, store + "-" + name);
    }

    static void check(Users users) {
        LOG.log(Level.INFO, users.figures());
        users.nothingElseWentWrong();
    }
}
