package io.safire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresSessionsTest extends SharedSessionsContract {

    PostgresSessionsTest() {
        super("postgres");
    }

    @Test
    void keepsAllSessionsDuringDatabaseRestart() {
        SimulatedUsers users = users("restarted");
        for (int restart = 0; restart < Cluster.intProperty("cluster.restarts"); restart++) {
            users.awaitRefreshes(Cluster.intProperty("cluster.sessions"));
            database().restart();
        }
        users.awaitRefreshes(Cluster.intProperty("cluster.expiries"));
        users.stop();
        assertThat(users.lostSessions()).isEmpty();
        assertNoOtherFailures(users);
    }
}
