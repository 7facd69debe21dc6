package io.safire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of concurrent nodes that increment the number in an entry. No number may be written twice, and no confirmed
 * number may be lost. The properties {@code cluster.*} of the module set the number of nodes and kills.
 */
class ClusterStoresTest {

    private static TestDatabase database;

    @BeforeAll
    static void startDatabase() {
        database = TestDatabase.start();
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    static Stream<String> stores() {
        return Stream.of(System.getProperty("cluster.stores").split(","));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void keepsAllWritesWhileNodesAreKilled(String store) {
        try (Cluster cluster = Cluster.start(store, database.url())) {
            String subject = "counted-" + store;
            cluster.nodes().forEach(node -> node.startCounting(subject));
            awaitProgress(cluster, subject);
            for (int kill = 0; kill < Cluster.intProperty("cluster.kills"); kill++) {
                cluster.replace(kill % cluster.nodes().size()).startCounting(subject);
                awaitProgress(cluster, subject);
            }
            assertNothingLost(cluster, subject);
        }
    }

    @Test
    void keepsAllWritesDuringDatabaseRestart() {
        try (Cluster cluster = Cluster.start("postgres", database.url())) {
            String subject = "counted-restart";
            cluster.nodes().forEach(node -> node.startCounting(subject));
            awaitProgress(cluster, subject);
            database.restart();
            awaitProgress(cluster, subject);
            assertNothingLost(cluster, subject);
        }
    }

    /** Waits until every node has written ten more numbers. */
    private static void awaitProgress(Cluster cluster, String subject) {
        for (NodeProcess node : cluster.nodes()) {
            int before = node.writtenNumbers(subject).size();
            Eventually.until(() -> node.writtenNumbers(subject).size() >= before + 10);
        }
    }

    private static void assertNothingLost(Cluster cluster, String subject) {
        cluster.nodes().forEach(NodeProcess::stop);
        List<Integer> all = new ArrayList<>();
        int last = 0;
        for (NodeProcess node : cluster.nodes()) {
            all.addAll(node.writtenNumbers(subject));
            last = Math.max(last, node.currentNumber(subject));
        }
        assertThat(all).doesNotHaveDuplicates();
        assertThat(all).hasSizeGreaterThanOrEqualTo(10 * cluster.nodes().size());
        assertThat(last)
                .isGreaterThanOrEqualTo(all.stream().max(Integer::compare).orElseThrow());
    }
}
