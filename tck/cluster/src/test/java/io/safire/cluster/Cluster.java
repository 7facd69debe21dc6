package io.safire.cluster;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Nodes over one store. */
final class Cluster implements AutoCloseable {

    private static final int FIRST_PORT = 26_000;
    private static final int GRIDS = 200;
    private static final int PORTS = 20;
    private static final int SPARE_PORTS = 4;

    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private final File log;

    private Cluster(String store, String databaseUrl) {
        settings.put("cluster.store", store);
        settings.put("cluster.database", databaseUrl);
        settings.put("cluster.name", "safire-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        int grid = ThreadLocalRandom.current().nextInt(GRIDS);
        settings.put("cluster.first-port", String.valueOf(FIRST_PORT + grid * PORTS));
        settings.put("cluster.ports", String.valueOf(number("cluster.nodes") + SPARE_PORTS));
        log = new File("target/nodes-" + store + ".log");
    }

    /** Starts the nodes. */
    static Cluster start(String store, String databaseUrl) {
        Cluster cluster = new Cluster(store, databaseUrl);
        for (int number = 0; number < number("cluster.nodes"); number++) {
            cluster.nodes.add(NodeProcess.start(cluster.settings, cluster.log));
        }
        cluster.nodes.forEach(NodeProcess::ready);
        return cluster;
    }

    static int number(String property) {
        return Integer.parseInt(System.getProperty(property));
    }

    List<NodeProcess> nodes() {
        return nodes;
    }

    /** Kills a node and starts another one in its place. */
    NodeProcess replace(int number) {
        nodes.get(number).kill();
        NodeProcess next = NodeProcess.start(settings, log).ready();
        nodes.set(number, next);
        return next;
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
    }
}
