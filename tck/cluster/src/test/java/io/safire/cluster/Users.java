package io.safire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.TokenFamily;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Simulated users who work on all nodes of a cluster at the same time. */
final class Users {

    private static final String LOST = "ValidationException SAFIRE-1515 ehr";
    private static final double MOST = 0.75;

    private final Hospital hospital;
    private final Cluster cluster;
    private final String prefix;
    private final int count = Cluster.number("cluster.sessions");
    private int kills;
    private final List<JsonObject> tallies = new ArrayList<>();
    private final Random random = new Random();

    /** Signs the users in and starts their calls on all nodes. */
    Users(Hospital hospital, Cluster cluster, String name) {
        this.hospital = hospital;
        this.cluster = cluster;
        this.prefix = name + "-";
        for (int number = 0; number < count; number++) {
            hospital.signIn(cluster.node(number % cluster.nodes().size()), prefix + number);
        }
        cluster.nodes().forEach(node -> node.use(prefix, count));
    }

    /** Waits for the given number of further refreshes. */
    void expire(int renewals) {
        int enough = renewals() + renewals;
        Eventually.until(() -> renewals() >= enough);
    }

    /** Kills a random node and waits until most users have new tokens. Others may have to wait for the lease of the killed node. */
    void killANode() {
        cluster.untilSafe();
        int victim = random.nextInt(cluster.nodes().size());
        tallies.add(cluster.node(victim).tally());
        kills++;
        cluster.replace(victim).use(prefix, count);
        Map<String, Integer> before = renewalsOfEach();
        Eventually.until(() -> renewedSince(before).size() >= count * MOST);
    }

    /** Waits until each user has a new token or a final error, then stops all nodes. */
    void stop() {
        Map<String, Integer> before = renewalsOfEach();
        Eventually.until(() -> {
            Map<String, Integer> waiting = new HashMap<>(before);
            waiting.keySet().removeAll(renewedSince(before));
            waiting.keySet().removeAll(lost().keySet());
            return waiting.isEmpty();
        });
        cluster.nodes().forEach(node -> tallies.add(node.tally()));
        cluster.nodes().forEach(NodeProcess::stop);
    }

    /** Returns the final error of each user whose session was lost. */
    Map<String, String> lost() {
        Map<String, String> lost = new HashMap<>();
        all().forEach(tally ->
                tally.getJsonObject("lost").forEach((subject, why) -> lost.put(subject, why.toString())));
        return lost;
    }

    /** Asserts that no expired token was returned, no valid token was rejected and no refresh token was sent twice. */
    void nothingElseWentWrong() {
        assertThat(sum("reads")).isPositive();
        assertThat(sum("expired")).isZero();
        assertThat(sum("rejected")).isZero();
        assertThat(hospital.reuses(prefix)).isZero();
    }

    /** Waits until the server receives a refresh token twice, as expected without the comparison of versions. */
    void waitForAReuse() {
        Eventually.until(() -> hospital.reuses(prefix) > 0);
        cluster.nodes().forEach(NodeProcess::stop);
    }

    /** Asserts that the session ended because a killed node was the last to change its entry. */
    void lostWithANode(String subject, String why) {
        assertThat(why).as(subject).contains(LOST);
        assertThat(cluster.changedLastByTheDead(subject))
                .as(subject + " of " + hospital.family(subject))
                .isTrue();
    }

    /** Asserts that the tokens of all other users were last stored by live nodes. */
    void othersGoOnElsewhere() {
        Set<String> lost = lost().keySet();
        assertThat(subjects().filter(subject -> !lost.contains(subject)))
                .isNotEmpty()
                .noneMatch(cluster::changedLastByTheDead);
    }

    String figures() {
        Map<String, Integer> sums = new HashMap<>();
        for (String figure : List.of("calls", "reads", "expired", "expired-in-transit", "rejected")) {
            sums.put(figure, sum(figure));
        }
        return prefix + ": " + cluster.nodes().size() + " nodes, " + count + " sessions, " + renewals() + " refreshes, "
                + kills + " kills, lost " + lost().keySet() + ", " + sums + ", errors " + errors();
    }

    /** Returns the errors of calls and their counts. */
    Map<String, Integer> errors() {
        Map<String, Integer> errors = new HashMap<>();
        tallies.forEach(tally -> tally.getJsonObject("errors")
                .keySet()
                .forEach(
                        kind -> errors.merge(kind, tally.getJsonObject("errors").getInt(kind), Integer::sum)));
        return errors;
    }

    private int sum(String figure) {
        return tallies.stream().mapToInt(tally -> tally.getInt(figure)).sum();
    }

    private List<JsonObject> all() {
        List<JsonObject> all = new ArrayList<>(tallies);
        cluster.nodes().forEach(node -> all.add(node.tally()));
        return all;
    }

    private Stream<String> subjects() {
        return IntStream.range(0, count).mapToObj(number -> prefix + number);
    }

    private int renewals() {
        return renewalsOfEach().values().stream().mapToInt(Integer::intValue).sum();
    }

    private Map<String, Integer> renewalsOfEach() {
        Map<String, TokenFamily> families = hospital.families();
        return subjects().collect(Collectors.toMap(subject -> subject, subject -> families.get(subject)
                .renewals()));
    }

    private List<String> renewedSince(Map<String, Integer> before) {
        return renewalsOfEach().entrySet().stream()
                .filter(entry -> entry.getValue() > before.get(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
