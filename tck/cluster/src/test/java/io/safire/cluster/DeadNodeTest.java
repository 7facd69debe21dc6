package io.safire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.cluster.MortalStore.Moment;
import io.safire.sandbox.control.TokenFamily;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests of node crashes at each step of a refresh, after which another node continues. */
class DeadNodeTest {

    private static final int LIFE = 4;
    private static final String LOST = "ValidationException SAFIRE-1515 ehr";
    private static final String ELSEWHERE = "NetworkException SAFIRE-1517 ehr";
    private static final Moment[] MOMENTS = Moment.values();

    private static Database database;

    @BeforeAll
    static void startDatabase() {
        database = Database.start();
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    /** A session may be lost only if the server may have consumed the refresh token. The error must report that. */
    @Test
    void sessionIsLostOnlyWhereTheServerMayHaveUsedItsRefreshToken() {
        try (Hospital hospital = new Hospital(LIFE);
                Cluster cluster = Cluster.start("postgres", database.url(), hospital.settings(), MOMENTS.length + 1)) {
            Map<Moment, String> first = new EnumMap<>(Moment.class);
            for (Moment moment : MOMENTS) {
                NodeProcess node = cluster.node(moment.ordinal());
                first.put(moment, hospital.signIn(node, subject(moment)));
                node.dieAt(moment, subject(moment));
            }
            for (Moment moment : MOMENTS) {
                NodeProcess node = cluster.node(moment.ordinal());
                Eventually.until(() -> node.call(subject(moment)).isEmpty());
            }
            NodeProcess survivor = cluster.node(MOMENTS.length);
            assertThat(end(survivor, Moment.CLAIMED, first)).startsWith("until ");
            assertThat(end(survivor, Moment.MARKED, first)).isEqualTo(LOST);
            assertThat(end(survivor, Moment.ANSWERED, first)).isEqualTo(LOST);
            assertThat(hospital.reuses("dies-")).isZero();
            assertThat(hospital.family(subject(Moment.CLAIMED)).renewals()).isPositive();
            assertThat(hospital.family(subject(Moment.MARKED)).renewals()).isZero();
            TokenFamily answered = hospital.family(subject(Moment.ANSWERED));
            assertThat(answered.renewals()).isEqualTo(1);
            assertThat(answered.lastTokenSeen()).isFalse();
        }
    }

    /** Returns the final result on another node. Earlier results are the old token and the error for a refresh in progress elsewhere. */
    private static String end(NodeProcess survivor, Moment moment, Map<Moment, String> first) {
        String[] last = {""};
        Eventually.until(() -> {
            last[0] = survivor.call(subject(moment)).orElseThrow();
            return !last[0].equals(first.get(moment)) && !last[0].equals(ELSEWHERE);
        });
        return last[0];
    }

    private static String subject(Moment moment) {
        return "dies-" + moment;
    }
}
