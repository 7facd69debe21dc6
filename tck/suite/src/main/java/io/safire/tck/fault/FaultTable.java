package io.safire.tck.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All faults, and what is expected of each flow. */
public final class FaultTable {

    /** The title of those that take as long as a client is willing to wait. */
    public static final String HANGING = "Connections that hang";

    private static final Map<String, List<Fault>> GROUPS = groups();

    private FaultTable() {}

    /**
     * The titles of the groups.
     *
     * @return by what the faults are about
     */
    public static List<String> titles() {
        return List.copyOf(GROUPS.keySet());
    }

    /**
     * The faults of a group.
     *
     * @param title its title
     * @return the faults
     */
    public static List<Fault> group(String title) {
        return GROUPS.getOrDefault(title, List.of());
    }

    /**
     * All faults.
     *
     * @return in the order of the documentation
     */
    public static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        GROUPS.values().forEach(all::addAll);
        return all;
    }

    /**
     * Whether a fault takes as long as a client is willing to wait.
     *
     * @param fault the fault
     * @return true if its client should not wait long
     */
    public static boolean hangs(Fault fault) {
        return group(HANGING).contains(fault);
    }

    /**
     * The server at which a fault is tried.
     *
     * @param fault the fault
     * @return the name of a server of its own
     */
    public static String server(Fault fault) {
        return "fault-" + all().indexOf(fault);
    }

    private static Map<String, List<Fault>> groups() {
        Map<String, List<Fault>> groups = new LinkedHashMap<>();
        groups.put("No connection", Connections.failing());
        groups.put("Connections that break", Connections.breaking());
        groups.put(HANGING, Connections.hanging());
        groups.put("Clocks", Connections.clocks());
        groups.put("Statuses", Statuses.faults());
        groups.put("Redirects", Statuses.redirects());
        groups.put("Bodies of no use", Bodies.useless());
        groups.put("Oddities", Bodies.harmless());
        return groups;
    }
}
