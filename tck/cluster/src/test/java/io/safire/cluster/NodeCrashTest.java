package io.safire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.cluster.CrashingStore.CrashPoint;
import io.safire.sandbox.control.TokenFamily;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests of node crashes at each step of a refresh. After each crash, another node must continue. */
class NodeCrashTest {

    private static final int TOKEN_LIFETIME_SECONDS = 4;
    private static final String REFRESH_TOKEN_CONSUMED = "SignInRequiredException SAFIRE-1515 ehr";
    private static final String REFRESH_ON_OTHER_NODE = "NetworkException SAFIRE-1903 ehr";
    private static final CrashPoint[] CRASH_POINTS = CrashPoint.values();

    private static TestDatabase database;

    @BeforeAll
    static void startDatabase() {
        database = TestDatabase.start();
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    /** A session may be lost only if the server may have consumed the refresh token. The error must report that. */
    @Test
    void losesSessionOnlyIfRefreshTokenMayBeConsumed() {
        try (TestEhr hospital = new TestEhr(TOKEN_LIFETIME_SECONDS);
                Cluster cluster =
                        Cluster.start("postgres", database.url(), hospital.settings(), CRASH_POINTS.length + 1)) {
            Map<CrashPoint, String> firstTokens = new EnumMap<>(CrashPoint.class);
            for (CrashPoint point : CRASH_POINTS) {
                NodeProcess node = cluster.node(point.ordinal());
                firstTokens.put(point, hospital.signIn(node, subject(point)));
                node.crashAt(point, subject(point));
            }
            for (CrashPoint point : CRASH_POINTS) {
                NodeProcess node = cluster.node(point.ordinal());
                Eventually.until(() -> node.accessToken(subject(point)).isEmpty());
            }
            NodeProcess survivor = cluster.node(CRASH_POINTS.length);
            assertThat(finalResult(survivor, CrashPoint.LEASED, firstTokens)).startsWith("until ");
            assertThat(finalResult(survivor, CrashPoint.MARKED_IN_FLIGHT, firstTokens))
                    .isEqualTo(REFRESH_TOKEN_CONSUMED);
            assertThat(finalResult(survivor, CrashPoint.RESPONSE_RECEIVED, firstTokens))
                    .isEqualTo(REFRESH_TOKEN_CONSUMED);
            assertThat(hospital.countReuses("dies-")).isZero();
            assertThat(hospital.tokenFamily(subject(CrashPoint.LEASED)).refreshes())
                    .isPositive();
            assertThat(hospital.tokenFamily(subject(CrashPoint.MARKED_IN_FLIGHT))
                            .refreshes())
                    .isZero();
            TokenFamily family = hospital.tokenFamily(subject(CrashPoint.RESPONSE_RECEIVED));
            assertThat(family.refreshes()).isEqualTo(1);
            assertThat(family.lastTokenSeen()).isFalse();
        }
    }

    /**
     * Returns the final result on another node. Before that, the node may return the old token, or the error that
     * reports a refresh in progress on another node.
     */
    private static String finalResult(NodeProcess survivor, CrashPoint point, Map<CrashPoint, String> firstTokens) {
        String[] last = {""};
        Eventually.until(() -> {
            last[0] = survivor.accessToken(subject(point)).orElseThrow();
            return !last[0].equals(firstTokens.get(point)) && !last[0].equals(REFRESH_ON_OTHER_NODE);
        });
        return last[0];
    }

    private static String subject(CrashPoint point) {
        return "dies-" + point;
    }
}
