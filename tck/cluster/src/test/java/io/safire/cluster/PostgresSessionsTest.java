package io.safire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresSessionsTest extends SharedSessions {

    PostgresSessionsTest() {
        super("postgres");
    }

    @Test
    void noSessionIsLostWhileTheDatabaseIsRestarted() {
        Users users = users("restarted");
        for (int restart = 0; restart < Cluster.number("cluster.restarts"); restart++) {
            users.expire(Cluster.number("cluster.sessions"));
            database().restart();
        }
        users.expire(Cluster.number("cluster.expiries"));
        users.stop();
        assertThat(users.lost()).isEmpty();
        check(users);
    }
}
