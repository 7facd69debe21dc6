package io.safire.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A cluster of node processes that share one store. */
final class Cluster implements AutoCloseable {

    private static final int FIRST_PORT = 20_000;
    private static final int GRIDS = 50;
    private static final int PORTS = 200;
    private static final int SPARE_PORTS = 4;
    /** Index of the next grid, so that concurrent tests use different ports. */
    private static final AtomicInteger NEXT_GRID =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(GRIDS));

    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Map<String, String> settings;
    private final File log;
    private final StoreJournal journal;
    private final Set<Long> killed = new HashSet<>();

    private Cluster(String store, String databaseUrl, Map<String, String> additional) {
        settings = new HashMap<>(additional);
        settings.put("cluster.store", store);
        settings.put("cluster.database", databaseUrl);
        String name = "safire-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        settings.put("cluster.name", name);
        Path directory = Path.of("target", "journals", name);
        settings.put("cluster.journal", directory.toString());
        journal = new StoreJournal(directory);
        int grid = NEXT_GRID.getAndIncrement() % GRIDS;
        settings.put("cluster.first-port", String.valueOf(FIRST_PORT + grid * PORTS));
        settings.put("cluster.ports", String.valueOf(intProperty("cluster.nodes") + SPARE_PORTS));
        log = new File("target/nodes-" + store + ".log");
    }

    static Cluster start(String store, String databaseUrl) {
        return start(store, databaseUrl, Map.of(), intProperty("cluster.nodes"));
    }

    /** Starts the given number of nodes with additional system properties. */
    static Cluster start(String store, String databaseUrl, Map<String, String> additional, int count) {
        Cluster cluster = new Cluster(store, databaseUrl, additional);
        for (int number = 0; number < count; number++) {
            cluster.nodes.add(NodeProcess.start(cluster.settings, cluster.log));
        }
        cluster.nodes.forEach(NodeProcess::awaitReady);
        return cluster;
    }

    static int intProperty(String property) {
        return Integer.parseInt(System.getProperty(property));
    }

    List<NodeProcess> nodes() {
        return nodes;
    }

    NodeProcess node(int number) {
        return nodes.get(number);
    }

    /** Waits until no entry is lost if a node ends. */
    void awaitSafe() {
        for (NodeProcess node : nodes) {
            Eventually.until(() -> node.isSafe(nodes.size()));
        }
    }

    /** Returns whether the nodes that changed the entry last, or were about to, have been killed. */
    boolean lastChangedByKilledNode(String subject) {
        Set<Long> writers = journal.lastWriters(subject);
        return !writers.isEmpty() && killed.containsAll(writers);
    }

    /** Kills a node and starts a replacement. */
    NodeProcess replace(int number) {
        killed.add(nodes.get(number).kill());
        NodeProcess next = NodeProcess.start(settings, log).awaitReady();
        nodes.set(number, next);
        return next;
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
    }
}
