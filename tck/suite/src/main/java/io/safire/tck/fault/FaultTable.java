package io.safire.tck.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All faults with the expected outcome of each flow. */
public final class FaultTable {

    /** The title of the group whose faults last until the client's timeout. */
    public static final String HANGING_CONNECTIONS = "Hanging connections";

    private static final Map<String, List<Fault>> GROUPS = groups();

    private FaultTable() {}

    /** Returns the titles of the groups. */
    public static List<String> titles() {
        return List.copyOf(GROUPS.keySet());
    }

    /** Returns the faults of the group with the title, empty for an unknown title. */
    public static List<Fault> group(String title) {
        return GROUPS.getOrDefault(title, List.of());
    }

    /** Returns all faults in the order of the documentation. */
    public static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        GROUPS.values().forEach(all::addAll);
        return all;
    }

    /** Returns whether a fault lasts until the client's timeout, so that its client needs a short timeout. */
    public static boolean hangs(Fault fault) {
        return group(HANGING_CONNECTIONS).contains(fault);
    }

    /** Returns whether each connection attempt times out, so that the client needs a short connect timeout. */
    public static boolean preventsConnection(Fault fault) {
        return fault.cause() instanceof Fault.UnreachableEndpoint unreachable
                && unreachable.target() == UnreachableTarget.CONNECT_TIMEOUT;
    }

    /** Returns the name of the server that the tests of a fault use. Each fault has a server of its own. */
    public static String serverFor(Fault fault) {
        return "fault-" + all().indexOf(fault);
    }

    private static Map<String, List<Fault>> groups() {
        Map<String, List<Fault>> groups = new LinkedHashMap<>();
        groups.put("No connection", ConnectionFaults.failing());
        groups.put("Broken connections", ConnectionFaults.breaking());
        groups.put(HANGING_CONNECTIONS, ConnectionFaults.hanging());
        groups.put("Clock skew", ConnectionFaults.clockSkews());
        groups.put("Statuses", StatusFaults.unexpected());
        groups.put("Redirects", StatusFaults.redirects());
        groups.put("Unusable bodies", BodyFaults.unusable());
        groups.put("Tolerated deviations", BodyFaults.harmless());
        return groups;
    }
}
