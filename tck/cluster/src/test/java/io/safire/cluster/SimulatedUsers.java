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
final class SimulatedUsers {

    private static final String REFRESH_TOKEN_CONSUMED = "SignInRequiredException SAFIRE-1515 ehr";
    private static final double MIN_REFRESHED_SHARE = 0.75;

    private final TestEhr hospital;
    private final Cluster cluster;
    private final String prefix;
    private final int count = Cluster.intProperty("cluster.sessions");
    private int kills;
    private final List<JsonObject> statistics = new ArrayList<>();
    private final Random random = new Random();

    /** Signs the users in and starts their calls on all nodes. */
    SimulatedUsers(TestEhr hospital, Cluster cluster, String name) {
        this.hospital = hospital;
        this.cluster = cluster;
        this.prefix = name + "-";
        for (int number = 0; number < count; number++) {
            hospital.signIn(cluster.node(number % cluster.nodes().size()), prefix + number);
        }
        cluster.nodes().forEach(node -> node.startWorkload(prefix, count));
    }

    /** Waits for the given number of further refreshes. */
    void awaitRefreshes(int additional) {
        int target = refreshes() + additional;
        Eventually.until(() -> refreshes() >= target);
    }

    /** Kills a random node and waits until most users have new tokens. Others may have to wait for the lease of the killed node. */
    void killNode() {
        cluster.awaitSafe();
        int victim = random.nextInt(cluster.nodes().size());
        statistics.add(cluster.node(victim).statistics());
        kills++;
        cluster.replace(victim).startWorkload(prefix, count);
        Map<String, Integer> before = refreshesByUser();
        Eventually.until(() -> refreshedSince(before).size() >= count * MIN_REFRESHED_SHARE);
    }

    /** Waits until each user has a new token or a final error, then stops all nodes. */
    void stop() {
        Map<String, Integer> before = refreshesByUser();
        Eventually.until(() -> {
            Map<String, Integer> pending = new HashMap<>(before);
            pending.keySet().removeAll(refreshedSince(before));
            pending.keySet().removeAll(lostSessions().keySet());
            return pending.isEmpty();
        });
        cluster.nodes().forEach(node -> statistics.add(node.statistics()));
        cluster.nodes().forEach(NodeProcess::stop);
    }

    /** Returns the final error of each user whose session was lost. */
    Map<String, String> lostSessions() {
        Map<String, String> lost = new HashMap<>();
        allStatistics().forEach(tally -> tally.getJsonObject("lost")
                .forEach((subject, reason) -> lost.put(subject, reason.toString())));
        return lost;
    }

    /** Asserts that no expired token was returned, no valid token was rejected and no refresh token was sent twice. */
    void assertNoOtherFailures() {
        assertThat(sum("reads")).isPositive();
        assertThat(sum("expired")).isZero();
        assertThat(sum("rejected")).isZero();
        assertThat(hospital.countReuses(prefix)).isZero();
    }

    /** Waits until the server receives a refresh token twice, as expected if the store does not compare versions. */
    void awaitTokenReuse() {
        Eventually.until(() -> hospital.countReuses(prefix) > 0);
        cluster.nodes().forEach(NodeProcess::stop);
    }

    /** Asserts that the session ended because a killed node was the last to change the entry of the session. */
    void assertLostWithKilledNode(String subject, String reason) {
        assertThat(reason).as(subject).contains(REFRESH_TOKEN_CONSUMED);
        assertThat(cluster.lastChangedByKilledNode(subject))
                .as(subject + " of " + hospital.tokenFamily(subject))
                .isTrue();
    }

    /** Asserts that the tokens of all other users were last stored by live nodes. */
    void assertOthersStoredByLiveNodes() {
        Set<String> lost = lostSessions().keySet();
        assertThat(subjects().filter(subject -> !lost.contains(subject)))
                .isNotEmpty()
                .noneMatch(cluster::lastChangedByKilledNode);
    }

    String summary() {
        Map<String, Integer> sums = new HashMap<>();
        for (String key : List.of("calls", "reads", "expired", "expired-in-transit", "rejected")) {
            sums.put(key, sum(key));
        }
        return prefix + ": " + cluster.nodes().size() + " nodes, " + count + " sessions, " + refreshes()
                + " refreshes, " + kills + " kills, lost " + lostSessions().keySet() + ", " + sums + ", errors "
                + errors();
    }

    /** Returns the errors of calls and their counts. */
    Map<String, Integer> errors() {
        Map<String, Integer> errors = new HashMap<>();
        statistics.forEach(tally -> tally.getJsonObject("errors")
                .keySet()
                .forEach(
                        kind -> errors.merge(kind, tally.getJsonObject("errors").getInt(kind), Integer::sum)));
        return errors;
    }

    private int sum(String key) {
        return statistics.stream().mapToInt(tally -> tally.getInt(key)).sum();
    }

    private List<JsonObject> allStatistics() {
        List<JsonObject> all = new ArrayList<>(statistics);
        cluster.nodes().forEach(node -> all.add(node.statistics()));
        return all;
    }

    private Stream<String> subjects() {
        return IntStream.range(0, count).mapToObj(number -> prefix + number);
    }

    private int refreshes() {
        return refreshesByUser().values().stream().mapToInt(Integer::intValue).sum();
    }

    private Map<String, Integer> refreshesByUser() {
        Map<String, TokenFamily> families = hospital.tokenFamilies();
        return subjects().collect(Collectors.toMap(subject -> subject, subject -> families.get(subject)
                .refreshes()));
    }

    private List<String> refreshedSince(Map<String, Integer> before) {
        return refreshesByUser().entrySet().stream()
                .filter(entry -> entry.getValue() > before.get(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
